// SPDX-License-Identifier: MIT
#pragma once
#include <riskmap/render/canvas.hpp>

#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace riskmap::render {

/// A small line chart: cross-validation curves, capture curves. Everything it shows stands in here.
struct Plot {
  std::string title;
  std::string x_label, y_label;  ///< with their units: "bandwidth (km)"
  bool x_log = false;

  /// Points in the order they are joined. One that cannot be shown (not finite; not positive on a logarithmic axis)
  /// breaks the line. A line of a single point is drawn as a dot.
  struct Series {
    std::string name;  ///< stands in the key above the chart; none if empty
    std::vector<std::pair<double, double>> points;
    Color color;
    bool dashed = false;
  };
  std::vector<Series> series;

  /// A vertical line with its label above the chart.
  struct Mark {
    double x = 0;
    std::string label;
  };
  std::vector<Mark> marks;
  std::string note;  ///< a sentence below the chart

  std::optional<std::pair<double, double>> y_range = {};  ///< what is outside is cut off; default: all of the series
};

/// The i-th of eight colours that stay apart for the colour-blind (Okabe & Ito 2008, Color universal design), dark
/// enough for lines on white; then again from the first.
Color plot_color(std::size_t i);

/// Draws a plot into a box; `unit` is canvas units per CSS pixel, text is 11 of them. Key, labels of marks and tick
/// labels stand beside the chart and each other, never on a line. Paints no background. A box too small for a chart
/// gets the texts that come first.
void draw_plot(const Plot& plot, Canvas& canvas, const geo::PixelBox& box, double unit);

}  // namespace riskmap::render
