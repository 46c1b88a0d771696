// SPDX-License-Identifier: MIT
#include <riskmap/render/detail/icons.hpp>

#include <riskmap/base/digest.hpp>
#include <riskmap/base/error.hpp>
#include <riskmap/render/detail/icon_drawing.hpp>

#include <cmath>

namespace riskmap::render::detail {

geo::PixelBox Matrix::box(const geo::PixelBox& box) const {
  geo::PixelBox out;
  for (const double x : {box.min_x, box.max_x}) {
    for (const double y : {box.min_y, box.max_y}) {
      const auto p = at(x, y);
      out.extend(p.x, p.y);
    }
  }
  return out;
}

IconSet::IconSet(const map::Sprite& sprite, const std::vector<std::string>& others)
    : m_sprite(sprite), m_names(others.begin(), others.end()) {
  for (const auto& [name, svg] : sprite.drawings) m_names.insert(name);
  for (const auto& sheet : sprite.sheets) {
    for (const auto& [name, entry] : sheet.index.items()) m_names.insert(sheet.prefix + name);
  }
}

std::shared_ptr<const Icon> IconSet::load(const std::string& name) const {
  if (const auto found = m_sprite.drawings.find(name); found != m_sprite.drawings.end())
    return make_drawing(name, found->second);
  for (const auto& sheet : m_sprite.sheets) {
    if (!name.starts_with(sheet.prefix)) continue;
    const auto entry = sheet.index.find(name.substr(sheet.prefix.size()));
    if (entry != sheet.index.end()) return make_piece(name, sheet, *entry);
  }
  return nullptr;
}

std::shared_ptr<const Icon> IconSet::find(std::string_view name) {
  const std::scoped_lock guard(m_lock);
  if (const auto found = m_icons.find(name); found != m_icons.end()) return found->second;
  return m_icons.emplace(std::string(name), load(std::string(name))).first->second;
}

std::uint64_t IconSet::digest(const std::string& name) const {
  const std::scoped_lock guard(m_lock);
  const auto [kept, is_new] = m_digests.try_emplace(name, 0);
  if (!is_new) return kept->second;
  Digest digest;
  if (const auto found = m_sprite.drawings.find(name); found != m_sprite.drawings.end())
    return kept->second = digest.add(found->second).value();
  for (const auto& sheet : m_sprite.sheets) {
    if (!name.starts_with(sheet.prefix)) continue;
    const auto entry = sheet.index.find(name.substr(sheet.prefix.size()));
    if (entry != sheet.index.end()) return kept->second = digest.add(entry->dump()).add(sheet.png).value();
  }
  return 0;
}

std::shared_ptr<const Bitmap> IconSet::pixels(std::string_view name, double ratio) {
  const auto icon = find(name);
  if (!icon) return nullptr;
  const std::scoped_lock guard(m_lock);
  auto& kept = m_pixels[{std::string(name), ratio}];
  if (kept) return kept;
  const double width = std::max(1.0, std::round(icon->width() * ratio)),
               height = std::max(1.0, std::round(icon->height() * ratio));
  Matrix matrix;
  matrix.xx = width / icon->width();
  matrix.yy = height / icon->height();
  auto out = std::make_shared<Bitmap>();
  out->width = static_cast<int>(width);
  out->height = static_cast<int>(height);
  out->pixels.resize(static_cast<std::size_t>(out->width) * static_cast<std::size_t>(out->height));
  out->add(icon->pixels(matrix));
  kept = std::move(out);
  return kept;
}

}  // namespace riskmap::render::detail
