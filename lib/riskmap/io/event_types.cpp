// SPDX-License-Identifier: MIT
#include <riskmap/io/event_types.hpp>

#include <algorithm>
#include <array>

namespace riskmap::io {
namespace {

constexpr std::array<EventType, 20> vocabulary{{
    {"ambush", "an attack on people on the move from a prepared place"},
    {"armed attack", "an attack with firearms or blades"},
    {"armed clash", "two armed sides fighting"},
    {"assassination", "the killing of a chosen person"},
    {"bombing", "an explosive that was laid or thrown, no nearer known"},
    {"complex attack", "several means at once, as a bombing and a storming"},
    {"hijacking", "the taking of a vehicle, ship or aircraft with those in it"},
    {"hostage taking", "people held where they are"},
    {"kidnapping", "people taken away"},
    {"mob violence", "a crowd that harms people or things"},
    {"protest", "a crowd that does not"},
    {"roadside bombing", "an explosive at a road, set off as its target passes"},
    {"sabotage", "an attack on installations, not on people"},
    {"shelling or air strike", "artillery, missiles, aircraft, drones"},
    {"strategic development", "no violence: arrests, agreements, moved headquarters; a style's filter leaves them out"},
    {"suicide bombing", "an explosive that its bearer dies by"},
    {"unarmed attack", "without weapons"},
    {"vehicle bombing", "an explosive in a parked or driven vehicle"},
    {"violence against civilians", "armed against unarmed people, no nearer known"},
    {"other violence", "what the source calls an attack and no word above fits"},
}};

}  // namespace

std::span<const EventType> event_types() { return vocabulary; }

bool is_event_type(std::string_view word) {
  return std::ranges::find(vocabulary, word, &EventType::word) != vocabulary.end();
}

}  // namespace riskmap::io
