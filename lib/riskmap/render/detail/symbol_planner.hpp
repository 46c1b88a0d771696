// SPDX-License-Identifier: MIT
#pragma once
#include <riskmap/render/detail/line_text.hpp>
#include <riskmap/render/detail/symbol_values.hpp>
#include <riskmap/render/detail/zoom_outlines.hpp>

#include <cstdint>
#include <deque>
#include <map>
#include <memory>
#include <optional>
#include <unordered_map>
#include <vector>

namespace riskmap::render::detail {

/// Places a layer's symbols at one zoom: those that could cross an edge of a block first, so that blocks do not depend
/// on one another, in each of the two the smaller sort keys first, then as the features come. A symbol is placed if its
/// text and its icon are free, or the one that is if the other is optional.
class SymbolPlanner {
 public:
  SymbolPlanner(const style::Layer& layer, const PrepareContext& prepare);
  /// What is drawn, from below: icons, then texts. \throws EnvironmentError as TextLayout does, with the layer's id
  std::vector<PutStamp> plan();

 private:
  struct Option {
    PixelPoint side, offset;  // pixels
    std::shared_ptr<const SharedText> text;
  };
  // What a feature shows, at each of its places.
  struct Symbol {
    std::vector<Option> options;
    double text_opacity = 1;
    PixelPoint text_rotation = {1, 0};
    std::shared_ptr<const Icon> icon;
    SymbolValues::IconLook look;
    bool has_text() const { return !options.empty(); }
  };
  struct Candidate {
    const Symbol* symbol;
    PixelPoint at;
    const PixelLine* line = nullptr;
    double along = 0, slack = 0;  // it may move so far along the line
  };
  // Something that could be put, and the boxes it would take.
  struct Put {
    PutStamp stamp;
    std::vector<geo::PixelBox> boxes;
    double margin = 0;            // of the boxes
    geo::PixelBox text_box = {};  // of the layout, for icons that fit it
  };
  struct Placed {
    std::size_t number;
    double y;
    PutStamp icon = {}, text = {};  // null stamps: not drawn
  };

  void add_feature(const model::Feature& feature, const style::EvaluationContext& context);
  const Symbol* make_symbol(const style::EvaluationContext& context);
  void add_text(Symbol& symbol, SymbolValues::Text text);
  void add_options(Symbol& symbol, SymbolValues::Text& text);
  void add_points(const Symbol& symbol, const model::Feature& feature);
  void collect_lines(const Symbol& symbol, const model::Feature& feature);
  void add_line_candidates();
  void add_along(const Symbol& symbol, const PixelLine& line);
  bool crosses_edge(const Candidate& candidate) const;
  void place(std::size_t number);
  bool is_free(const Put& put, Placement::Overlap overlap) const;
  void take(const Put& put, Placement::Overlap overlap);
  std::optional<Put> place_text(Candidate& candidate, Placement::Overlap overlap) const;
  std::optional<Put> place_along(Candidate& candidate, Placement::Overlap overlap) const;
  std::optional<Put> bent_text(Candidate& candidate) const;
  Put text_at(const Candidate& candidate, const Option& option) const;
  Put icon_at(const Candidate& candidate, const std::optional<Put>& text) const;
  Put fitted_icon(const Symbol& symbol, const geo::PixelBox& text) const;
  bool repeats(const Candidate& candidate) const;
  std::shared_ptr<const Stamp> icon_stamp(const Symbol& symbol, const Matrix& matrix) const;
  Put stretched_icon(const Symbol& symbol, const geo::PixelBox& box) const;
  std::vector<PutStamp> in_drawing_order();

  const style::Layer& m_layer;
  const PrepareContext& m_prepare;
  SymbolValues m_values;
  std::deque<Symbol> m_symbols;
  std::vector<Candidate> m_candidates;
  std::vector<Placed> m_placed;
  // Lines wait until all that say the same are known.
  struct LineGroup {
    const Symbol* symbol;
    std::vector<std::vector<PixelPoint>> lines;
  };
  std::vector<LineGroup> m_groups;
  std::unordered_map<std::uint64_t, std::size_t> m_group_of;  // by the text's digest
  std::optional<ZoomOutlines::Lines> m_lines;
  std::deque<PixelLine> m_joined;
  std::unordered_map<std::uint64_t, std::vector<PixelPoint>> m_said;  // where each text stands along lines
  mutable std::map<std::uint64_t, std::shared_ptr<const Stamp>> m_icon_stamps;
};

}  // namespace riskmap::render::detail
