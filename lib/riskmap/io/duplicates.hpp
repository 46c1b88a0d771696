// SPDX-License-Identifier: MIT
#pragma once
#include <riskmap/io/incident_record.hpp>

#include <cstdint>
#include <string>
#include <vector>

namespace riskmap::io {

/// Records that tell of one event. `best` knows date and place most exactly; the others follow in that order.
struct DuplicateGroup {
  std::size_t best = 0;
  std::vector<std::size_t> others;
};

struct Duplicates {
  std::vector<DuplicateGroup> groups;  ///< in the order of their best records
  std::size_t records = 0;             ///< all `others` together
  std::uint64_t cut_short = 0;         ///< records compared with 1,000 near ones and no more

  /// For each record the id of its group's best, blank for the others and the best themselves.
  std::vector<std::string> duplicate_of(const IncidentList& incidents) const;
};

/// Finds records of one event. Two tell of one if
/// - both name the same armed group (detail/actors.hpp; a record that names none is like no other: "unidentified" twice
///   is not the same twice),
/// - their days overlap or follow on each other, and
/// - they lie no farther apart than the larger of their uncertainties, at least 5 km, at most 25 km.
/// Within one form, whose own coders hold events apart, all actors and the type must be the same as well, and first and
/// last days at most a day apart. Records are taken from the most exactly to the least exactly known (length of their
/// dates, then uncertainty, then order): each joins the nearest group whose best record it matches and that has none of
/// its form yet, or begins its own; so a vague record never chains two events together. Dates longer than 400 days
/// match nothing. Cost O(n log n): an index by group, day and place, and at most 1,000 comparisons a record.
Duplicates find_duplicates(const IncidentList& incidents);

/// Leaves of each group its best record. What that does not know it takes from the others in their order: words and
/// figures; `killed_low` and `killed_high` become the least and greatest that any of them gives. Casualties are never
/// summed. Returns for each record that is left the ids merged into it ("gtd:201805110012; acled:PAK1"), else a blank.
std::vector<std::string> merge_duplicates(IncidentList& incidents, const Duplicates& duplicates);

}  // namespace riskmap::io
