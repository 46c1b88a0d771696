// SPDX-License-Identifier: MIT
#include <riskmap/render/detail/legend_words.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

namespace riskmap::render::detail {
namespace {

// The half-life, the unit and the caution as the method's paper says them.
constexpr LegendWords english = {
    .few_events = "few listed events: uncertain",
    .none_in_reach = "no listed event in reach",
    .rate = "Listed events per 1000 km² of land a year",
    .weighted_rate = "Listed events, weighted, per 1000 km² of land a year",
    .half_life = "Recent years count more (half-life {half-life} years).",
    .unit = "1 = one a year in an area 36 km across.",
    .smoothed = "Smoothed over {narrowest}–{widest} km.",
    .vague = "Placed less precisely than that: {vague} of {events} events ({vague-share} of the rate).",
    .caution = "Past record, not a forecast; blank or hatched is not safe.",
    .below = "under {:g}",
    .above = "{:g} and more",
    .between_notes = " ",
};

// Classes in signs alone: they keep their rows as low as the swatches, which Nastaliq would not.
constexpr LegendWords urdu = {
    .few_events = "درج شدہ واقعات کم: غیر یقینی",
    .none_in_reach = "آس پاس کوئی درج شدہ واقعہ نہیں",
    .rate = "فی 1000 مربع کلومیٹر زمین سالانہ درج شدہ واقعات",
    .weighted_rate = "فی 1000 مربع کلومیٹر زمین سالانہ درج شدہ واقعات (وزن کے ساتھ)",
    .half_life = "حالیہ برسوں کا وزن زیادہ ہے (نصف عمر {half-life} سال)۔",
    .unit = "1 = 36 کلومیٹر چوڑے علاقے میں سال میں ایک۔",
    .smoothed = "{narrowest} تا {widest} کلومیٹر پر ہموار کیا گیا۔",
    .vague = "{events} واقعات میں سے {vague} کا مقام اس سے کم درستی سے معلوم ہے (شرح کا {vague-share})۔",
    .caution = "یہ ماضی کا ریکارڈ ہے، پیش گوئی نہیں؛ خالی یا دھاری دار ہونے کا مطلب محفوظ ہونا نہیں۔",
    .below = "< {:g}",
    .above = "≥ {:g}",
    .between_notes = " ",
};

constexpr LegendWords chinese = {
    .few_events = "列出的事件很少：不确定",
    .none_in_reach = "附近没有列出的事件",
    .rate = "每年每1000平方公里陆地上列出的事件",
    .weighted_rate = "每年每1000平方公里陆地上列出的事件（加权）",
    .half_life = "近年的权重更大（半衰期{half-life}年）。",
    .unit = "1 = 直径36公里的区域内每年一次。",
    .smoothed = "平滑范围{narrowest}–{widest}公里。",
    .vague = "{events}起事件中有{vague}起的位置不如上述范围精确（占发生率的{vague-share}）。",
    .caution = "这是过往记录，不是预测；空白或带阴影线不代表安全。",
    .below = "{:g}以下",
    .above = "{:g}及以上",
    .between_notes = "",
};

}  // namespace

std::string LegendWords::under(double upper) const { return fmt::format(fmt::runtime(below), upper); }

std::string LegendWords::label_of(const style::RampClass& entry) const {
  return std::isinf(entry.upper) ? fmt::format(fmt::runtime(above), entry.lower) : style::label_of(entry);
}

const LegendWords& legend_words(std::string_view language) {
  const auto spoken = language.substr(0, language.find_first_of("-_"));
  return spoken == "ur" ? urdu : spoken == "zh" ? chinese : english;
}

}  // namespace riskmap::render::detail
