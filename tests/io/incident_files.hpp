// SPDX-License-Identifier: MIT
#pragma once
#include <riskmap/io/import.hpp>
#include <riskmap/io/incident_record.hpp>

#include <tests/support/test.hpp>

#include <string>
#include <vector>

/// Made-up exports in each form, as little of them as the forms need.
namespace riskmap::test {

inline const std::string acled_header =
    "event_id_cnty,event_date,time_precision,event_type,sub_event_type,actor1,actor2,country,location,latitude,"
    "longitude,"
    "geo_precision,fatalities,notes\n";
inline const std::string acled_row =
    "PAK1,2024-01-31,1,Battles,Armed clash,MDF: Made-up Desert Front,,Pakistan,Turbat,26.0,63.05,1,2,x\n";
inline const std::string ucdp_header =
    "id,type_of_violence,side_a,side_b,where_prec,latitude,longitude,date_prec,date_start,date_end,best,high,low\n";
inline const std::string gtd_header =
    "eventid,iyear,imonth,iday,latitude,longitude,specificity,vicinity,attacktype1,gname,nkill,nwound\n";

/// Files in a folder of their own.
struct IncidentFiles {
  TemporaryFolder folder;
  std::vector<std::filesystem::path> paths;
  io::ImportOptions options;

  IncidentFiles& add(const std::string& name, const std::string& text) {
    write_text(folder / name, text);
    paths.push_back(folder / name);
    return *this;
  }
  io::Imported import() const { return io::import_incidents(paths, options); }
  /// The error's text without the folder's name.
  template <typename TError>
  std::string error() const {
    auto text = error_text<TError>([&] { import(); });
    const auto prefix = folder.path().string() + "/";
    for (auto at = text.find(prefix); at != std::string::npos; at = text.find(prefix)) text.erase(at, prefix.size());
    return text;
  }
};

inline io::Imported import_text(const std::string& text, const io::ImportOptions& options = {}) {
  IncidentFiles files;
  files.options = options;
  return files.add("a.csv", text).import();
}

inline std::string word(const io::IncidentRecord& record, io::Word which) { return std::string(record[which]); }

}  // namespace riskmap::test
