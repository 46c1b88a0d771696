#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Exports of all forms become one table; what cannot be used is said. All rows here are made up."""
import csv
import io
import json
import os
import shutil
import sqlite3
import struct
import subprocess
import zipfile

import support

ACLED = ("event_id_cnty,event_date,year,time_precision,disorder_type,event_type,sub_event_type,actor1,assoc_actor_1,inter1,actor2,assoc_actor_2,"
         "inter2,interaction,civilian_targeting,iso,region,country,admin1,admin2,admin3,location,latitude,longitude,geo_precision,source,"
         "source_scale,notes,fatalities,tags,timestamp").split(",")
UCDP = ("id,relid,year,active_year,code_status,type_of_violence,conflict_dset_id,conflict_new_id,conflict_name,dyad_dset_id,dyad_new_id,dyad_name,"
        "side_a_dset_id,side_a_new_id,side_a,side_b_dset_id,side_b_new_id,side_b,number_of_sources,source_article,source_office,source_date,"
        "source_headline,source_original,where_prec,where_coordinates,where_description,adm_1,adm_2,latitude,longitude,geom_wkt,priogrid_gid,"
        "country,country_id,region,event_clarity,date_prec,date_start,date_end,deaths_a,deaths_b,deaths_civilians,deaths_unknown,best,high,low,"
        "gwnoa,gwnob").split(",")
GTD = ("eventid,iyear,imonth,iday,approxdate,extended,resolution,country,country_txt,region,provstate,city,latitude,longitude,specificity,vicinity,"
       "location,summary,suicide,attacktype1,attacktype1_txt,targtype1_txt,target1,gname,weapsubtype1,nkill,nkillter,nwound,scite1,dbsource").split(",")


def acled(**changes):
    return {"event_id_cnty": "PAK1", "event_date": "2024-01-31", "time_precision": "1", "event_type": "Battles", "sub_event_type": "Armed clash",
            "actor1": "MDF: Made-up Desert Front", "actor2": "Military Forces of Pakistan (2018-2022)", "country": "Pakistan", "admin1": "Balochistan",
            "location": "Turbat", "latitude": "26.0012", "longitude": "63.0504", "geo_precision": "1", "notes": "On 31 January, a \"clash\"",
            "source": "Invented News", "fatalities": "2", **changes}


def ucdp(**changes):
    return {"id": "501", "relid": "PAK-2024-1-1-1", "type_of_violence": "1", "side_a": "Government of Pakistan", "side_b": "Made-up Desert Front",
            "where_prec": "2", "where_coordinates": "Turbat town", "adm_1": "Balochistan province", "latitude": "26.01", "longitude": "63.06",
            "country": "Pakistan", "date_prec": "1", "date_start": "2024-02-01 00:00:00.000", "date_end": "2024-02-01 00:00:00.000", "best": "3",
            "low": "1", "high": "6", **changes}


def gtd(**changes):
    return {"eventid": "202401310001", "iyear": "2024", "imonth": "1", "iday": "31", "country_txt": "Pakistan", "provstate": "Balochistan",
            "city": "Turbat", "latitude": "26.0", "longitude": "63.05", "specificity": "1", "vicinity": "0", "suicide": "0", "attacktype1": "3",
            "attacktype1_txt": "Bombing/Explosion", "targtype1_txt": "Military", "gname": "Made-up Desert Front (MDF)", "nkill": "4", "nwound": "-99",
            **changes}


def table(columns, rows, newline="\n"):
    text = io.StringIO()
    writer = csv.DictWriter(text, columns, restval="", lineterminator=newline)
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()


def workbook(columns, rows, sheet=None):
    """The least an XLSX file consists of. A number stays a number, "@45322" is a cell in the form of a date."""
    def cell(text):
        if text.startswith("@"):
            return f'<c s="1"><v>{text[1:]}</v></c>'
        if text.replace(".", "").replace("-", "").isdigit():
            return f"<c><v>{text}</v></c>"
        return f'<c t="inlineStr"><is><t>{text.replace("&", "&amp;").replace("<", "&lt;")}</t></is></c>'
    lines = [columns] + [[row.get(name, "") for name in columns] for row in rows]
    body = "".join(f'<row r="{i}">{"".join(map(cell, line))}</row>' for i, line in enumerate(lines, 1))
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    packages = "http://schemas.openxmlformats.org/package/2006/relationships"
    parts = {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/>'
                               + "".join(f'<Override PartName="/xl/{part}.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.{kind}+xml"/>'
                                         for part, kind in (("workbook", "sheet.main"), ("worksheets/sheet1", "worksheet"), ("styles", "styles"))) + "</Types>",
        "_rels/.rels": f'<Relationships xmlns="{packages}"><Relationship Id="r1" Type="{relations}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{main}" xmlns:r="{relations}"><sheets><sheet name="Data" sheetId="1" r:id="r1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{packages}"><Relationship Id="r1" Type="{relations}/worksheet" Target="worksheets/sheet1.xml"/>'
                                      f'<Relationship Id="r2" Type="{relations}/styles" Target="styles.xml"/></Relationships>',
        "xl/styles.xml": f'<styleSheet xmlns="{main}"><cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>',
        "xl/worksheets/sheet1.xml": sheet or f'<worksheet xmlns="{main}"><sheetData>{body}</sheetData></worksheet>',
    }
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(zipfile.ZipInfo(name, (2024, 1, 1, 0, 0, 0)), '<?xml version="1.0" encoding="UTF-8"?>' + text, zipfile.ZIP_DEFLATED)
    return packed.getvalue()


class ImportTest(support.ToolTest):
    def bytes_of(self, name, content):
        (self.folder / name).write_bytes(content if isinstance(content, bytes) else content.encode())
        return name

    def imported(self, *arguments, out="out.csv", **options):
        _, err = self.run_tool("import", *arguments, "-o", out, **options)
        with open(self.folder / out, encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file)), err

    def refused(self, *arguments, code=3, out="out.csv"):
        before = self.names()
        _, err = self.run_tool("import", *arguments, "-o", out, code=code)
        self.assert_nothing_written(before)
        return err

    def test_acled_of_today(self):
        self.bytes_of("a.csv", table(ACLED, [acled(), acled(event_id_cnty="PAK2", geo_precision="3", time_precision="3", event_type="Strategic developments",
                                                                sub_event_type="Agreement", fatalities="")]))
        rows, err = self.imported("a.csv")
        self.assertIn("riskmap: rows: 2 read, 2 used, 0 rejected", err)
        self.assertEqual(rows[0], {
            "id": "PAK1", "source": "acled", "date_start": "2024-01-31", "date_end": "2024-01-31", "date_precision": "day", "place": "Turbat", "district": "",
            "province": "Balochistan", "country": "Pakistan", "longitude": "63.0504", "latitude": "26.0012", "location_precision": "place",
            "location_uncertainty_km": "5", "event_type": "armed clash", "source_type": "Armed clash", "actor_1": "MDF: Made-up Desert Front",
            "actor_2": "Military Forces of Pakistan (2018-2022)", "target": "", "killed": "2", "killed_low": "", "killed_high": "", "killed_chinese": "",
            "attackers_killed": "", "injured": "", "site": "", "note": 'On 31 January, a "clash"', "source_reference": "Invented News", "duplicate_of": ""})
        second = rows[1]
        self.assertEqual((second["date_start"], second["date_end"], second["date_precision"]), ("2024-01-01", "2024-01-31", "month"))
        self.assertEqual((second["location_uncertainty_km"], second["event_type"], second["killed"]), ("200", "strategic development", ""))

    def test_acled_of_old(self):
        columns = ["DATA_ID", "EVENT_ID_CNTY", "EVENT_ID_NO_CNTY", "EVENT_DATE", "YEAR", "TIME_PRECISION", "EVENT_TYPE", "ACTOR1", "ACTOR2", "COUNTRY", "LOCATION",
                   "LATITUDE", "LONGITUDE", "GEO_PRECISION", "SOURCE", "NOTES", "FATALITIES"]
        row = {"DATA_ID": "77", "EVENT_DATE": "31 January 2017", "TIME_PRECISION": "2", "EVENT_TYPE": "Battle-No change of territory", "ACTOR1": "MDF",
               "LATITUDE": "26", "LONGITUDE": "63", "GEO_PRECISION": "2", "FATALITIES": "0"}
        self.bytes_of("a.csv", table(columns, [row, {**row, "DATA_ID": "78", "EVENT_DATE": "03-04-2017", "TIME_PRECISION": "1"}]))
        rows, _ = self.imported("a.csv")
        self.assertEqual((rows[0]["id"], rows[0]["date_start"], rows[0]["date_end"], rows[0]["event_type"]), ("77", "2017-01-28", "2017-02-03", "armed clash"))
        self.assertEqual(rows[1]["date_start"], "2017-04-03")
        rows, _ = self.imported("a.csv", "--dates", "mdy")
        self.assertEqual(rows[1]["date_start"], "2017-03-04")

    def test_ucdp_with_mark_and_times(self):
        self.bytes_of("u.csv", b"\xef\xbb\xbf" + table(UCDP, [ucdp(), ucdp(id="502", type_of_violence="3", date_prec="4", date_end="2024-02-29 00:00:00.000")], "\r\n").encode())
        rows, _ = self.imported("u.csv")
        self.assertEqual([rows[0][name] for name in ("id", "date_start", "killed_low", "killed", "killed_high", "location_uncertainty_km", "event_type")],
                         ["501", "2024-02-01", "1", "3", "6", "25", "armed clash"])
        self.assertEqual([rows[1][name] for name in ("date_end", "date_precision", "event_type", "target")],
                         ["2024-02-29", "month", "violence against civilians", "civilians"])

    def gtd_rows(self):
        return [gtd(city="Café"), gtd(eventid="202400000002", imonth="0", iday="0", nkill="-9", gname="Unknown", suicide="1"),
                gtd(eventid="202402000003", imonth="2", iday="0", specificity="4", vicinity="-9", attacktype1="9"),
                gtd(eventid="202402000004", vicinity="1"), gtd(eventid="202402000005", imonth="2", iday="30")]

    def check_gtd(self, rows, err):
        pick = lambda row, *names: [row[name] for name in names]
        self.assertIn("5 read, 4 used, 1 rejected (1 iday not a date)", err)
        self.assertEqual(pick(rows[0], "place", "killed", "injured", "event_type", "location_uncertainty_km"), ["Café", "4", "", "bombing", "10"])
        self.assertEqual(pick(rows[1], "date_start", "date_end", "date_precision", "killed", "actor_1", "event_type"), ["2024-01-01", "2024-12-31", "year", "", "", "suicide bombing"])
        self.assertEqual(pick(rows[2], "date_start", "date_end", "location_precision", "location_uncertainty_km", "event_type"), ["2024-02-01", "2024-02-29", "province", "200", ""])
        self.assertEqual(rows[3]["location_uncertainty_km"], "25")

    def test_gtd_in_latin_1(self):
        self.bytes_of("g.csv", table(GTD, self.gtd_rows()).encode("latin-1"))
        rows, err = self.imported("g.csv")
        self.check_gtd(rows, err)
        self.assertIn("g.csv: 1 rows are not UTF-8 and were read as Windows-1252 (the first is row 2)", err)

    def test_gtd_as_a_workbook(self):
        self.bytes_of("g.xlsx", workbook(GTD, self.gtd_rows()))
        rows, err = self.imported("g.xlsx")
        self.check_gtd(rows, err)
        self.assertIn("g.xlsx:6: iday: ", err)

    def test_a_workbook_on_standard_input_with_dates_in_its_cells(self):
        content = workbook(ACLED, [acled(event_date="@45322")])
        with open(self.folder / self.bytes_of("a.bin", content), "rb") as file:
            rows, _ = self.imported("-", stdin=file)
        self.assertEqual((rows[0]["date_start"], rows[0]["longitude"]), ("2024-01-31", "63.0504"))

    def test_broken_workbooks(self):
        whole = workbook(ACLED, [acled()])
        self.bytes_of("cut.xlsx", whole[:-300])
        self.assertIn("cut.xlsx: is no whole zip archive", self.refused("cut.xlsx"))
        damaged = bytearray(whole)
        damaged[whole.index(b"xl/worksheets/sheet1.xml") + 60] ^= 0xFF
        self.bytes_of("damaged.xlsx", bytes(damaged))
        self.assertIn("damaged.xlsx: is no whole zip archive", self.refused("damaged.xlsx"))
        self.bytes_of("text.xlsx", table(ACLED, [acled()]))
        self.assertIn("text.xlsx: is no workbook", self.refused("text.xlsx"))

    def test_a_zip_bomb_is_refused_before_it_is_unpacked(self):
        self.bytes_of("bomb.xlsx", workbook([], [], sheet="<worksheet>" + " " * 60_000_000 + "</worksheet>"))
        self.assertIn("bomb.xlsx: unpacks to more than 200 times its size", self.refused("bomb.xlsx", code=6))
        # A directory that claims less than is there.
        lying = bytearray(workbook([], [], sheet="<worksheet>" + " " * 60_000_000 + "</worksheet>"))
        entry = lying.rindex(b"PK\1\2")
        lying[entry + 24:entry + 28] = struct.pack("<I", 1000)
        self.bytes_of("lying.xlsx", bytes(lying))
        self.assertIn("'xl/worksheets/sheet1.xml' is not as long as it says", self.refused("lying.xlsx"))

    def test_a_sheet_of_nothing_is_refused(self):
        far = '<worksheet><sheetData><row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="A1048576"><v>1</v></c></row></sheetData></worksheet>'
        self.bytes_of("far.xlsx", workbook([], [], sheet=far))
        self.assertIn("far.xlsx: has a sheet of 1048576 rows", self.refused("far.xlsx", code=6))
        entities = '<!DOCTYPE w [<!ENTITY a "aaaa">]><worksheet><sheetData><row r="1"><c><v>&a;</v></c></row></sheetData></worksheet>'
        self.bytes_of("entities.xlsx", workbook([], [], sheet=entities))
        self.assertIn("declares XML entities", self.refused("entities.xlsx"))

    def mean_rows(self):
        good = [acled(event_id_cnty=f"G{day}", event_date=f"2024-03-{day:02d}") for day in range(1, 29, 3)]
        return good + [
            acled(event_id_cnty="G1"), acled(event_id_cnty="S", latitude="63.05", longitude="26"), acled(event_id_cnty="T", latitude="226"),
            acled(event_id_cnty="D", event_date="2024-02-30"), acled(event_id_cnty="M", event_date="12-13-2024"), acled(event_id_cnty="N", latitude="NaN"),
            acled(event_id_cnty="H", fatalities="1e309"), acled(event_id_cnty="K", fatalities="-1"), acled(event_id_cnty="P", geo_precision="9"),
            acled(event_id_cnty="Z", latitude="0", longitude="0"), acled(event_id_cnty="B", longitude="")]

    def test_every_bad_row_is_listed_with_its_reason_and_its_cells(self):
        self.bytes_of("a.csv", table(ACLED, self.mean_rows()) + "too,short\n")
        rows, err = self.imported("a.csv", "--rejects", "r.csv")
        self.assertEqual(len(rows), 10)
        for line in ['a.csv:12: id: the id of row 2 again (value "G1")',
                     'a.csv:13: longitude: longitude and latitude look swapped: the other rows of Pakistan lie around the place 63.05, 26 (value "26, 63.05")',
                     'a.csv:15: event_date: no such date (value "2024-02-30")',
                     'a.csv:16: event_date: no such date; it would be one with the month first (--dates) (value "12-13-2024")',
                     'a.csv:18: fatalities: not a finite number (value "1e309")', "a.csv:23: row: 2 cells where the header has 31",
                     "a.csv: warning: 1 dates would exist with day and month the other way round"]:
            self.assertIn(line, err)
        with open(self.folder / "r.csv", encoding="utf-8", newline="") as file:
            rejects = list(csv.DictReader(file))
        self.assertEqual([(r["row"], r["reason"]) for r in rejects], [
            ("12", "duplicate id"), ("13", "looks swapped"), ("14", "latitude out of range"), ("15", "event_date not a date"), ("16", "event_date not a date"),
            ("17", "latitude not a number"), ("18", "fatalities not a number"), ("19", "fatalities out of range"), ("20", "geo_precision unknown"),
            ("21", "place 0, 0"), ("22", "longitude missing"), ("23", "wrong number of cells")])
        self.assertEqual(rejects[5]["latitude"], "NaN")
        self.assertEqual(rejects[5]["notes"], 'On 31 January, a "clash"')
        self.assertEqual({r["file"] for r in rejects}, {"a.csv"})

    def test_strict_writes_nothing(self):
        self.bytes_of("a.csv", table(ACLED, self.mean_rows()))
        err = self.refused("a.csv", "--strict", "--rejects", "r.csv")
        self.assertIn("a.csv:12: id: the id of row 2 again", err)

    def test_files_broken_as_a_whole(self):
        good = table(ACLED, [acled()])
        for name, content, expected in [
                ("quote.csv", good + 'x,"open\n' + good, "quote.csv:3: the quote opened here"),
                ("nul.csv", good + "a\0b\n", "nul.csv:3: a NUL byte"),
                ("wide.csv", good.encode("utf-16"), "wide.csv:1: is UTF-16"),
                ("empty.csv", "", "empty.csv: is empty"),
                ("header.csv", ",".join(ACLED) + "\n", "header.csv: no usable row left; rows: 0 read"),
                ("twice.csv", "id,ID\n1,2\n", "twice.csv:1: two columns named 'id'"),
                ("lacks.csv", table([c for c in ACLED if c != "geo_precision"], []), "is of no known form; the nearest is acled: without the column geo_precision (has: event_id_cnty,"),
                ("semicolons.csv", "id;date_start\n1;2\n", "columns are separated by commas")]:
            with self.subTest(name):
                self.assertIn(expected, self.refused(self.bytes_of(name, content)))
        self.assertIn("no such file", self.refused("missing.csv", code=2))
        self.assertIn("is not of the form gtd: without the columns eventid, iyear", self.refused("lacks.csv", "--from", "gtd"))

    def test_a_cell_without_end_is_refused(self):
        with open(self.folder / "long.csv", "w", encoding="utf-8") as file:
            file.write(",".join(ACLED) + "\nPAK1,2024-01-31,\"")
            for _ in range(40):
                file.write("x" * 1_000_000)
            file.write('"\n')
        self.assertIn("long.csv:2: a row of more than 16 MiB begins here", self.refused("long.csv"))

    def test_precision_codes_can_be_changed(self):
        self.bytes_of("a.csv", table(ACLED, [acled(geo_precision="2"), acled(event_id_cnty="B", geo_precision="")]))
        kilometres = lambda *options: [row["location_uncertainty_km"] for row in self.imported("a.csv", *options)[0]]
        self.assertEqual(kilometres(), ["40", "40"])
        self.assertEqual(kilometres("--precision", "2=25", "--precision", "acled:blank=60", "--precision", "gtd:2=1"), ["25", "60"])
        self.write("p.csv", "schema,code,precision,uncertainty_km\nacled,2,place,30\n,blank,,70\n")
        self.assertEqual(kilometres("--precision-table", "p.csv"), ["30", "70"])
        self.assertEqual(kilometres("--precision-table", "p.csv", "--precision", "2=31"), ["31", "70"])
        self.assertIn("--precision: 'far' is not a radius of 0 to 2000 km", self.refused("a.csv", "--precision", "2=far", code=2))
        self.write("bad.csv", "schema,code,uncertainty_km\nacled,2,-3\n")
        self.assertIn("bad.csv:2: '-3' is not a radius of 0 to 2000 km", self.refused("a.csv", "--precision-table", "bad.csv"))

    def three_sources(self):
        self.bytes_of("a.csv", table(ACLED, [acled(), acled(event_id_cnty="PAK9", event_date="2024-05-01")]))
        self.bytes_of("u.csv", table(UCDP, [ucdp()]))
        self.bytes_of("g.xlsx", workbook(GTD, [gtd(city="Tump", nwound="7")]))
        return ["a.csv", "u.csv", "g.xlsx"]

    def test_duplicates_are_reported(self):
        files = self.three_sources()
        rows, err = self.imported(*files)
        self.assertEqual([(r["id"], r["duplicate_of"]) for r in rows], [("PAK1", ""), ("PAK9", ""), ("501", "PAK1"), ("202401310001", "PAK1")])
        self.assertIn("out.csv: 4 incidents; 2 rows are duplicates of 1 others", err)
        told = self.run_json("import", *files, "-o", "out.csv")["duplicates"]
        self.assertEqual((told["groups"], told["rows"]), (1, 2))
        self.assertEqual(told["list"][0]["others"], [{"id": "202401310001", "source": "gtd", "file": "g.xlsx", "row": 2}, {"id": "501", "source": "ucdp-ged", "file": "u.csv", "row": 2}])
        _, err = self.run_tool("import", *files, "-o", "out.csv", "--verbose")
        self.assertIn("riskmap: one event: a.csv:2 (PAK1) and g.xlsx:2 (202401310001), u.csv:2 (501)", err)

    def test_duplicates_are_merged_and_casualties_never_summed(self):
        rows, err = self.imported(*self.three_sources(), "--duplicates", "merge")
        self.assertEqual([r["id"] for r in rows], ["PAK1", "PAK9"])
        self.assertEqual([rows[0][name] for name in ("killed", "killed_low", "killed_high", "injured", "longitude", "date_start", "place", "merged_from")],
                         ["2", "1", "6", "7", "63.0504", "2024-01-31", "Turbat", "gtd:202401310001; ucdp-ged:501"])
        self.assertIn("2 rows were merged into records of 1 others", err)

    def test_the_geopackage(self):
        files = self.three_sources()
        self.run_tool("import", *files, "-o", "one.gpkg")
        self.run_tool("import", *files, "-o", "two.gpkg", env={**os.environ, "TZ": "Asia/Karachi"})
        self.assertEqual(self.read("one.gpkg"), self.read("two.gpkg"), "equal input gives equal bytes")
        database = sqlite3.connect(self.folder / "one.gpkg")
        query = lambda sql: database.execute(sql).fetchall()
        self.assertEqual(query("SELECT id, date_start, killed, killed_low FROM incidents WHERE source = 'ucdp-ged'"), [("501", "2024-02-01", 3.0, 1.0)])
        self.assertEqual(query("SELECT incidents.id FROM incidents JOIN rtree_incidents_geom AS r ON r.id = fid WHERE r.minx > 63.055"), [("501",)])
        self.assertEqual(query("SELECT rtreecheck('rtree_incidents_geom')"), [("ok",)])
        self.assertEqual(query("PRAGMA quick_check"), [("ok",)])
        self.assertEqual(len(query("SELECT 1 FROM sqlite_master WHERE name = 'rtree_incidents_geom_insert'")), 1)
        provenance = json.loads(query("SELECT description FROM gpkg_contents")[0][0])
        self.assertEqual([file["form"] for file in provenance["files"]], ["acled", "ucdp-ged", "gtd"])
        if shutil.which("ogrinfo"):
            told = subprocess.run(["ogrinfo", "-so", self.folder / "one.gpkg", "incidents"], capture_output=True, text=True, check=True).stdout
            self.assertIn("Feature Count: 4", told)
            self.assertIn("date_start: Date", told)

    def test_the_result_is_a_map_s_data(self):
        files = self.three_sources()
        for out in ("all.gpkg", "all.csv"):
            self.run_tool("import", *files, "-o", out, "--duplicates", "merge")
            answer = self.run_json("surface", "small.json", "--at", "63.0504,26.0012", "--data", f"incidents={out}", "--from", "2024-01-01", "--as-of", "2024-12-31")
            self.assertGreater(answer["values"][0]["value"], 1)
        _, err = self.run_tool("import", "all.csv", "-o", "again.csv")
        self.assertIn("2 read, 2 used", err)

    def test_usage(self):
        self.bytes_of("a.csv", table(ACLED, [acled()]))
        self.assertIn("FILE: is missing", self.run_tool("import", "-o", "x.csv", code=2)[1])
        self.assertIn("--out: 'x.xlsx' has none of the suffixes .gpkg, .csv", self.refused("a.csv", code=2, out="x.xlsx"))
        self.assertIn("--from: 'acle' is not one of auto, acled, gtd, native, ucdp-ged", self.refused("a.csv", "--from", "acle", code=2))
        self.assertIn("riskmap: --rejects: 'x.txt' has none of the suffixes .csv", self.refused("a.csv", "--rejects", "x.txt", code=2))
        self.assertIn("--rejects: is the same file as --out", self.refused("a.csv", "--rejects", "out.csv", code=2))
        self.assertIn("--out: is a file to be read", self.run_tool("import", "a.csv", "-o", "a.csv", code=2)[1])
        self.assertIn("FILE: - is given twice", self.refused("-", "-", code=2))
        self.assertIn("URLs are not read", self.refused("https://example.org/a.csv", code=2))


if __name__ == "__main__":
    support.main()
