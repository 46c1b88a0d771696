// SPDX-License-Identifier: MIT
#pragma once
#include <riskmap/render/picture.hpp>
#include <riskmap/render/view.hpp>
#include <riskmap/style/value.hpp>

#include <functional>
#include <memory>
#include <span>
#include <string>
#include <vector>

struct _cairo;  // Cairo's own tag: only this room includes cairo.h

namespace riskmap::render {

using style::Color;

/// A path of straight pieces in canvas units.
struct Path {
  std::vector<std::vector<PixelPoint>> lines;  ///< closed ones repeat their first point
};

struct Stroke {
  Color color;
  double width = 1;
  std::vector<double> dashes = {};
  enum class Cap : unsigned char { butt, round, square } cap = Cap::butt;
  enum class Join : unsigned char { miter, round, bevel } join = Join::miter;
};

/// A paragraph of text. Sizes are in canvas units; families as in `text-font`; scripts the family lacks fall back to
/// Noto.
struct TextStyle {
  std::vector<std::string> fonts = {"Noto Sans Regular"};
  double size = 16;
  Color color = {0, 0, 0, 1};
  double halo_width = 0;
  Color halo_color = {1, 1, 1, 1};
  double max_width = 0;       ///< wraps there; 0: never
  double line_height = 1.2;   ///< in ems, for a Latin line; scripts that need more get it
  double letter_spacing = 0;  ///< canvas units
  enum class Align : unsigned char { left, centre, right } align = Align::left;
};

struct TextExtents {
  double width = 0, height = 0;  ///< of the laid-out box
  double baseline = 0;           ///< of the first line, from the top
};

/// Where something is drawn: a picture in memory, or a page of a PDF or SVG. All coordinates are canvas units, y down;
/// on a page `unit` points make one. Not shared between threads. Drawing errors of Cairo become OutputError.
class Canvas {
 public:
  /// Transparent pixels. \throws LimitError over 10^9 px or a side over 32767
  static Canvas picture(int width, int height);
  /// A page of width × height canvas units, each `points_per_unit` points; the bytes go to `write` as they come.
  /// `title` and `created` (ISO date-time, fixed, for equal bytes) stand in a PDF's metadata.
  struct PageInfo {
    std::string title, subject, created = "2000-01-01T00:00:00Z";
  };
  static Canvas pdf(double width, double height, double points_per_unit, const PageInfo& info,
                    std::function<void(std::span<const std::byte>)> write);
  static Canvas svg(double width, double height, double points_per_unit,
                    std::function<void(std::span<const std::byte>)> write);
  /// A page drawn on pixels: width × height canvas units, `pixels_per_unit` device pixels each. White.
  static Canvas page_picture(double width, double height, double pixels_per_unit);
  Canvas(Canvas&&) noexcept;
  Canvas& operator=(Canvas&&) noexcept;
  ~Canvas();

  /// True if one canvas unit is one pixel in memory, so that layers may write pixels.
  bool is_picture() const;
  double width() const;
  double height() const;

  void fill(const Path& path, const Color& color);  ///< even-odd
  void stroke(const Path& path, const Stroke& stroke);
  void rectangle(const geo::PixelBox& box, const Color& color);
  void circle(PixelPoint centre, double radius, const Color& fill, const Color& line, double line_width);
  /// The text with its box's top-left corner there; on pages it stays text. Same layout everywhere.
  void text(const std::string& text, const TextStyle& style, PixelPoint top_left);
  static TextExtents measure(const std::string& text, const TextStyle& style);
  /// The picture scaled to a box (nearest if it fits pixel for pixel, else bilinear).
  void image(const Picture& picture, const geo::PixelBox& box);
  /// Draws inside a box, its corner the new origin, `scale` of these units being one of the inner canvas's; nothing
  /// leaves it.
  void within(const geo::PixelBox& box, const std::function<void(Canvas&)>& draw, double scale = 1);

  /// Pixels as files store them. \pre is_picture()
  Picture take_picture() const;
  void take_picture(Picture& out) const;  ///< the same into a picture whose memory is used again
  /// Makes a picture transparent again. \pre is_picture()
  void clear();
  /// Ends a page; checks that everything was written. \throws OutputError
  void finish();

  _cairo* context() const;  ///< for this room only
  /// For this room only: premultiplied ARGB32, null unless is_picture(). Flushes; call mark_dirty() after writing.
  std::uint32_t* pixels() const;
  int stride_pixels() const;
  void mark_dirty() const;
  /// For this room only: makes this picture the source of another context, pixel for pixel.
  void paint_source(_cairo* context) const;
  /// \throws OutputError if Cairo has noticed a mistake (a poisoned context draws nothing and says nothing)
  void check(const char* what) const;

 private:
  struct State;
  explicit Canvas(std::unique_ptr<State> state);
  std::unique_ptr<State> m_state;
};

}  // namespace riskmap::render
