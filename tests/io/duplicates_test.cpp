// SPDX-License-Identifier: MIT
#include <riskmap/io/detail/actors.hpp>
#include <riskmap/io/detail/event_index.hpp>
#include <riskmap/io/duplicates.hpp>
#include <riskmap/io/schema.hpp>

#include <tests/io/incident_files.hpp>

#include <algorithm>
#include <random>

using namespace riskmap;
using namespace riskmap::test;
using riskmap::io::Figure;
using riskmap::io::IncidentDraft;
using riskmap::io::IncidentList;
using riskmap::io::Word;

namespace {

struct Event {
  std::string form = "acled", actor = "MDF: Made-up Desert Front";
  std::int32_t first = 100, last = 100;
  geo::LonLat place{63.05, 26.0};
  double km = 5, killed = io::unknown_figure, low = io::unknown_figure, high = io::unknown_figure;
  std::string type = "armed clash", other_actor = "", note = "";
};

IncidentList list_of(const std::vector<Event>& events) {
  IncidentList list;
  for (const auto& event : events) {
    IncidentDraft draft;
    const auto id = "e" + std::to_string(list.records().size());
    draft[Word::id] = id;
    draft[Word::actor_1] = event.actor, draft[Word::actor_2] = event.other_actor;
    draft[Word::event_type] = event.type, draft[Word::note] = event.note;
    draft.first_day = event.first, draft.last_day = event.last;
    draft.longitude = event.place.lon, draft.latitude = event.place.lat;
    draft.uncertainty_km = event.km;
    draft[Figure::killed] = event.killed, draft[Figure::killed_low] = event.low,
    draft[Figure::killed_high] = event.high;
    list.add(draft, io::schema_named(event.form), 0, list.records().size() + 2);
  }
  return list;
}

/// "0-1,2" for a group of the first with the second and third.
std::string groups(const std::vector<Event>& events) {
  std::string text;
  for (const auto& group : io::find_duplicates(list_of(events)).groups) {
    text += (text.empty() ? "" : " ") + std::to_string(group.best) + "-";
    for (std::size_t i = 0; i < group.others.size(); ++i) text += (i == 0 ? "" : ",") + std::to_string(group.others[i]);
  }
  return text;
}

bool share_a_name(const std::string& a, const std::string& b) {
  const auto left = io::detail::group_names(a), right = io::detail::group_names(b);
  return std::ranges::find_first_of(left.all(), right.all()) != left.all().end();
}

constexpr double degree_km = 110.8;  // of latitude, at 26° N

}  // namespace

BOOST_AUTO_TEST_SUITE(io)
BOOST_AUTO_TEST_SUITE(duplicates)

BOOST_AUTO_TEST_CASE(a_group_s_names) {
  BOOST_TEST(share_a_name("BLA: Baloch Liberation Army", "Baloch Liberation Army (BLA)"));
  BOOST_TEST(share_a_name("BLA: Baloch Liberation Army", "baloch  liberation-army"));
  BOOST_TEST(share_a_name("TTP: Tehreek-i-Taliban Pakistan", "Tehrik-i-Taliban Pakistan (TTP)"));
  BOOST_TEST(share_a_name("BLA", "BLA: Baloch Liberation Army"));
  BOOST_TEST(share_a_name("The Made-up Front (Pakistan)", "Made-up Front"));
  BOOST_TEST(!share_a_name("BLA: Baloch Liberation Army", "BLF: Baloch Liberation Front"));
  BOOST_TEST(!share_a_name("Made-up Front (Pakistan)", "Other Front (Pakistan)"));
}

BOOST_AUTO_TEST_CASE(what_names_no_group_is_like_nothing) {
  for (const auto* actor :
       {"", "Unidentified Armed Group (Pakistan)", "Unknown", "Civilians (Pakistan)", "Protesters (Pakistan)",
        "Military Forces of Pakistan (2018-2022)", "Police Forces of Pakistan", "Government of Pakistan", "(BLA)", ":"})
    BOOST_TEST(riskmap::io::detail::group_names(actor).count == 0u, actor);
  BOOST_TEST(groups({{.actor = "Unknown"}, {.form = "gtd", .actor = "Unknown"}}) == "");
}

BOOST_AUTO_TEST_CASE(one_event_in_three_sources) {
  BOOST_TEST(groups({{},
                     {.form = "ucdp-ged", .actor = "Government of Pakistan", .other_actor = "Made-up Desert Front"},
                     {.form = "gtd", .actor = "Made-up Desert Front (MDF)"}}) == "0-1,2");
}

BOOST_AUTO_TEST_CASE(days_overlap_or_follow_on_each_other) {
  BOOST_TEST(groups({{}, {.form = "gtd", .first = 101, .last = 101}}) == "0-1");
  BOOST_TEST(groups({{}, {.form = "gtd", .first = 102, .last = 102}}) == "");
  BOOST_TEST(groups({{}, {.form = "gtd", .first = 90, .last = 130}}) == "0-1");
  BOOST_TEST(groups({{}, {.form = "gtd", .first = 50, .last = 99}}) == "0-1");
  BOOST_TEST(groups({{}, {.form = "gtd", .first = 50, .last = 98}}) == "");
  BOOST_TEST(groups({{.first = -1, .last = -1}, {.form = "gtd", .first = 0, .last = 0}}) == "0-1");
  BOOST_TEST(groups({{}, {.form = "gtd", .first = 0, .last = 1000}}) == "");
}

BOOST_AUTO_TEST_CASE(places_within_five_km_or_the_uncertainty_up_to_twenty_five) {
  const auto apart = [](double km, double uncertainty) {
    return groups({{}, {.form = "gtd", .place = {63.05, 26.0 + km / degree_km}, .km = uncertainty}});
  };
  BOOST_TEST(apart(4.9, 5) == "0-1");
  BOOST_TEST(apart(5.1, 5) == "");
  BOOST_TEST(apart(19, 20) == "0-1");
  BOOST_TEST(apart(21, 20) == "");
  BOOST_TEST(apart(24.9, 200) == "0-1");
  BOOST_TEST(apart(25.1, 200) == "");
}

BOOST_AUTO_TEST_CASE(near_the_antimeridian_and_the_pole) {
  BOOST_TEST(groups({{.place = {179.99, 10}}, {.form = "gtd", .place = {-179.99, 10}}}) == "0-1");
  BOOST_TEST(groups({{.place = {0, 89.99}}, {.form = "gtd", .place = {180, 89.99}}}) == "0-1");
  BOOST_TEST(groups({{.place = {10, 0.01}}, {.form = "gtd", .place = {10, -0.01}}}) == "0-1");
}

BOOST_AUTO_TEST_CASE(within_one_form_everything_must_agree) {
  BOOST_TEST(groups({{}, {}}) == "0-1");
  BOOST_TEST(groups({{}, {.actor = "made-up desert front"}}) == "");
  BOOST_TEST(groups({{}, {.type = "bombing"}}) == "");
  BOOST_TEST(groups({{}, {.other_actor = "Civilians"}}) == "");
  BOOST_TEST(groups({{}, {.first = 90, .last = 130}}) == "");
}

BOOST_AUTO_TEST_CASE(a_group_has_one_record_of_another_form) {
  // Two bombs of one day are two events in both lists.
  BOOST_TEST(
      groups({{.type = "bombing"}, {.type = "armed clash"}, {.form = "gtd"}, {.form = "gtd", .type = "kidnapping"}}) ==
      "0-2 1-3");
}

BOOST_AUTO_TEST_CASE(a_vague_record_does_not_chain_two_events) {
  BOOST_TEST(
      groups({{.form = "gtd", .first = 90, .last = 120}, {.first = 95, .last = 95}, {.first = 110, .last = 110}}) ==
      "1-0");
}

BOOST_AUTO_TEST_CASE(the_index_finds_what_a_look_at_every_pair_finds) {
  std::mt19937 random(7);
  std::uniform_real_distribution<double> lon(60, 62), lat(24, 26);
  std::uniform_int_distribution<int> day(0, 60), length(0, 40), name(0, 2);
  struct Entry {
    std::uint64_t name;
    std::int32_t first, last;
    geo::LonLat place;
  };
  std::vector<Entry> entries;
  for (int i = 0; i < 600; ++i) {
    const int first = day(random);
    entries.push_back({static_cast<std::uint64_t>(name(random)),
                       first,
                       first + (i % 2 == 0 ? 0 : length(random)),
                       {lon(random), lat(random)}});
  }
  std::ranges::stable_sort(entries, {}, [](const Entry& e) { return e.last - e.first; });
  riskmap::io::detail::EventIndex index;
  std::size_t pairs = 0, missed = 0;
  for (std::uint32_t i = 0; i < entries.size(); ++i) {
    const auto& e = entries[i];
    std::vector<std::uint32_t> found;
    index.find(e.name, e.first - 1, e.last + 1, e.place, 100'000, found);
    for (std::uint32_t k = 0; k < i; ++k) {
      const auto& o = entries[k];
      const double dx = (o.place.lon - e.place.lon) * 0.9, dy = o.place.lat - e.place.lat;
      const bool near = o.name == e.name && o.first <= e.last + 1 && e.first <= o.last + 1 && std::hypot(dx, dy) < 0.22;
      pairs += near;
      missed += near && std::ranges::find(found, k) == found.end();
    }
    index.add(e.name, e.first, e.last, e.place, i);
  }
  BOOST_TEST(pairs > 500u);
  BOOST_TEST(missed == 0u);
}

BOOST_AUTO_TEST_CASE(many_records_of_one_place_and_day_are_compared_with_a_thousand_at_most) {
  std::vector<Event> events(3000);
  for (std::size_t i = 0; i < events.size(); ++i) events[i].other_actor = "Victim " + std::to_string(i);
  BOOST_TEST(riskmap::io::find_duplicates(list_of(events)).cut_short >= 1000u);
}

BOOST_AUTO_TEST_CASE(merging_keeps_the_most_exact_and_never_sums) {
  auto list = list_of({{.form = "gtd", .first = 90, .last = 120, .km = 20, .killed = 9, .note = "of gtd"},
                       {.killed = 4},
                       {.form = "ucdp-ged", .first = 101, .last = 101, .killed = 5, .low = 2, .high = 7},
                       {.actor = "Other Front"}});
  const auto found = riskmap::io::find_duplicates(list);
  BOOST_TEST((found.duplicate_of(list) == std::vector<std::string>{"e1", "", "e1", ""}));
  const auto merged = riskmap::io::merge_duplicates(list, found);
  BOOST_REQUIRE(list.records().size() == 2u);
  const auto& event = list.records()[0];
  BOOST_TEST(word(event, Word::id) == "e1");
  BOOST_TEST(word(event, Word::note) == "of gtd");
  BOOST_TEST(event.first_day == 100);
  BOOST_TEST(event.uncertainty_km == 5.0);
  BOOST_TEST(event[Figure::killed] == 4.0);
  BOOST_TEST(event[Figure::killed_low] == 2.0);
  BOOST_TEST(event[Figure::killed_high] == 9.0);
  BOOST_TEST((merged == std::vector<std::string>{"ucdp-ged:e2; gtd:e0", ""}));
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
