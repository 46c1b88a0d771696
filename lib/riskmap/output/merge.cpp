// SPDX-License-Identifier: MIT
#include <riskmap/output/merge.hpp>

#include <riskmap/base/error.hpp>
#include <riskmap/io/archives/archive.hpp>
#include <riskmap/output/detail/tileset.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <memory>
#include <optional>
#include <string>

namespace riskmap::output {
namespace {

namespace fs = std::filesystem;

struct Input {
  fs::path path;
  std::unique_ptr<io::Archive> archive;
  TilesetInfo info;
  std::unique_ptr<io::TileStream> stream;
  std::optional<io::StoredTile> tile;  ///< the next one
};

// A folder may be named with a slash at its end, and a link is what it points to.
bool is_same_place(const fs::path& a, const fs::path& b) {
  std::error_code missing;
  return fs::equivalent(a, b, missing) && !missing;
}

void refuse_to_overwrite(std::span<const fs::path> inputs, const fs::path& out) {
  for (const auto& input : inputs) {
    if (is_same_place(input, out))
      throw UsageError("--out", out.string() + " is one of the archives to be merged", "write to another name");
  }
}

void check_alike(const Input& first, const Input& other) {
  const auto check = [&](const auto& a, const auto& b, const char* what) {
    if (a != b)
      throw UsageError(other.path.string(),
                       fmt::format("its {} is {}, that of {} is {}", what, b, first.path.string(), a));
  };
  check(printable(first.info.format), printable(other.info.format), "format");
  check(first.info.tile_size, other.info.tile_size, "tile size");
  check(first.info.scale, other.info.scale, "scale");
}

// Of a layer in both: every field, and all zooms of either.
void join_layer(Json& layer, const Json& other) {
  const auto zoom = [&](const char* key, const auto& choose) {
    if (layer.contains(key) && other.contains(key) && layer[key].is_number() && other[key].is_number())
      layer[key] = choose(layer[key].get<int>(), other[key].get<int>());
  };
  zoom("minzoom", [](int a, int b) { return std::min(a, b); });
  zoom("maxzoom", [](int a, int b) { return std::max(a, b); });
  if (layer.contains("fields") && layer["fields"].is_object() && other.contains("fields") &&
      other["fields"].is_object()) {
    for (const auto& [field, type] : other["fields"].items()) {
      if (!layer["fields"].contains(field)) layer["fields"][field] = type;
    }
  }
}

void join_layers(Json& layers, const Json& others) {
  for (const auto& other : others) {
    if (!other.is_object()) continue;
    const auto known = std::ranges::find_if(layers, [&](const Json& layer) {
      return layer.is_object() && layer.value("id", Json()) == other.value("id", Json());
    });
    if (known == layers.end())
      layers.push_back(other);
    else
      join_layer(*known, other);
  }
}

TilesetInfo joined(const std::vector<Input>& inputs) {
  auto info = inputs.front().info;
  info.provenance.erase("shard");
  auto others = Json::array();
  for (const auto& input : inputs) {
    auto provenance = input.info.provenance;
    provenance.erase("shard");
    if (provenance != info.provenance && std::ranges::find(others, provenance) == others.end())
      others.push_back(std::move(provenance));
    info.bounds.extend(input.info.bounds);
    info.zooms = {std::min(info.zooms.low, input.info.zooms.low), std::max(info.zooms.high, input.info.zooms.high)};
    join_layers(info.vector_layers, input.info.vector_layers);
  }
  if (!others.empty()) info.provenance["merged"] = std::move(others);
  return info;
}

class Merger {
 public:
  Merger(std::span<const fs::path> paths, Progress& progress) : m_progress(progress) {
    std::uint64_t total = 0;
    for (const auto& path : paths) {
      auto archive = io::open_archive(path);
      const auto summary = archive->summary();
      total += summary.tiles;
      m_inputs.push_back({path, std::move(archive), detail::info_of(summary, path.string()), nullptr, {}});
      check_alike(m_inputs.front(), m_inputs.back());
    }
    m_progress.start("tiles", total, "tiles");
  }

  MergeReport run(const fs::path& out) {
    m_report.info = joined(m_inputs);
    const auto sink = create_sink(out, m_report.info);
    for (auto& input : m_inputs) {
      input.stream = input.archive->tiles();
      input.tile = input.stream->next();
    }
    while (auto* const first = next_input()) {
      take_equals(*first);
      sink->put(geo::from_hilbert_id(first->tile->id), first->tile->bytes, first->tile->digest);
      ++m_report.tiles;
      m_report.bytes += first->tile->bytes.size();
      advance(*first);
    }
    sink->finish(m_report.info);
    m_progress.finish();
    return m_report;
  }

 private:
  Input* next_input() {
    Input* first = nullptr;
    for (auto& input : m_inputs) {
      if (input.tile && (first == nullptr || input.tile->id < first->tile->id)) first = &input;
    }
    return first;
  }

  void take_equals(Input& first) {
    for (auto& other : m_inputs) {
      if (&other == &first || !other.tile || other.tile->id != first.tile->id) continue;
      const bool same_bytes = std::ranges::equal(first.tile->bytes, other.tile->bytes);
      if (!same_bytes || (first.tile->digest != other.tile->digest && first.tile->digest * other.tile->digest != 0))
        throw IntegrityError(fmt::format("tile {}", geo::from_hilbert_id(first.tile->id).text()),
                             fmt::format("{} and {} hold different {} for it", first.path.string(), other.path.string(),
                                         same_bytes ? "digests" : "bytes"),
                             "riskmap diff lists all of them");
      if (first.tile->digest == 0) first.tile->digest = other.tile->digest;
      ++m_report.shared;
      advance(other);
    }
  }

  void advance(Input& input) {
    input.tile = input.stream->next();
    m_progress.advance(1);
  }

  Progress& m_progress;
  std::vector<Input> m_inputs;
  MergeReport m_report;
};

}  // namespace

MergeReport merge(std::span<const fs::path> inputs, const fs::path& out, Progress* progress) {
  Progress silent;
  refuse_to_overwrite(inputs, out);
  return Merger(inputs, progress != nullptr ? *progress : silent).run(out);
}

}  // namespace riskmap::output
