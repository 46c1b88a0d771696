// SPDX-License-Identifier: MIT
#include <riskmap/base/error.hpp>
#include <riskmap/io/archives/folder_digests.hpp>
#include <riskmap/output/detail/tile_log.hpp>
#include <riskmap/output/detail/tileset.hpp>
#include <riskmap/output/sinks_catalogue.hpp>
#include <riskmap/output/tilejson.hpp>

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <fstream>
#include <optional>
#include <utility>

namespace riskmap::output {
namespace {

namespace fs = std::filesystem;

[[noreturn]] void fail(const fs::path& path, const char* what, int reason) {
  throw OutputError(path.string(), fmt::format("{}: {}", what, std::strerror(reason)));
}

void check(const fs::path& path, const char* what, const std::error_code& error) {
  if (error) throw OutputError(path.string(), fmt::format("{}: {}", what, error.message()));
}

fs::path beside(const fs::path& folder, const char* suffix) {
  auto path = folder;
  return path += suffix;
}

/// RiskMap's own folders hold a tiles.json with provenance from their first moment on.
bool is_ours(const fs::path& folder) {
  std::error_code missing;
  if (!fs::is_regular_file(folder / "tiles.json", missing)) return false;
  try {
    const auto json = read_json(folder / "tiles.json").value;
    return json.is_object() && json.contains("riskmap");
  } catch (const Error&) {
    return false;
  }
}

bool is_filled(const fs::path& folder) {
  std::error_code error;
  const bool filled = fs::is_directory(folder, error) && !fs::is_empty(folder, error);
  check(folder, "cannot be read", error == std::errc::no_such_file_or_directory ? std::error_code{} : error);
  return filled;
}

void check_replaceable(const fs::path& folder, overwrite policy) {
  std::error_code missing;
  if (fs::exists(folder, missing) && !fs::is_directory(folder, missing)) {
    throw OutputError(folder.string(), "is a file; tiles in no archive need a folder",
                      "archives end in .mbtiles or .pmtiles");
  }
  if (!is_filled(folder)) return;
  if (policy == overwrite::no) throw OutputError(folder.string(), "exists already");
  if (!is_ours(folder))
    throw OutputError(folder.string(), "is a folder with files that riskmap did not make; it is left alone",
                      "name another, or empty it");
}

[[noreturn]] void refuse_in_the_way(const fs::path& folder) {
  throw OutputError(folder.string(), "is in the way, and riskmap did not make it");
}

/// Or a part whose run was killed while it wrote the first file.
bool is_removable(const fs::path& folder) {
  if (!is_filled(folder) || is_ours(folder)) return true;
  for (const auto& entry : fs::directory_iterator(folder)) {
    if (entry.path().filename() != "tiles.json.part") return false;
  }
  return true;
}

void remove_ours(const fs::path& folder) {
  if (!is_removable(folder)) refuse_in_the_way(folder);
  std::error_code error;
  // What it is known by goes last: a kill in between leaves a folder that is still ours.
  for (fs::directory_iterator at(folder, error), end; !error && at != end; at.increment(error)) {
    if (at->path().filename() != "tiles.json") fs::remove_all(at->path(), error);
  }
  if (error == std::errc::no_such_file_or_directory) return;
  if (!error) fs::remove_all(folder, error);
  check(folder, "cannot be removed", error);
}

void write_bytes(const fs::path& file, std::span<const std::byte> bytes) {
  const int descriptor = ::open(file.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
  if (descriptor < 0) fail(file, "cannot be written", errno);
  for (std::size_t done = 0; done < bytes.size();) {
    const auto written = ::write(descriptor, bytes.data() + done, bytes.size() - done);
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) {
      const int reason = errno;
      ::close(descriptor);
      fail(file, "writing failed", reason);
    }
    done += static_cast<std::size_t>(written);
  }
  if (::close(descriptor) != 0) fail(file, "writing failed", errno);
}

// One call for many thousand small files.
void sync_filesystem(const fs::path& folder) {
  const int descriptor = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (descriptor < 0) fail(folder, "cannot be opened", errno);
  const int result = ::syncfs(descriptor);
  const int reason = errno;
  ::close(descriptor);
  if (result != 0) fail(folder, "cannot be synced", reason);
}

std::optional<std::vector<std::byte>> read_bytes(const fs::path& file, std::size_t size) {
  std::vector<std::byte> bytes(size);
  std::ifstream in(file, std::ios::binary);
  if (!in.read(reinterpret_cast<char*>(bytes.data()), static_cast<std::streamsize>(size))) return {};
  return in.peek() == std::ifstream::traits_type::eof() ? std::optional(std::move(bytes)) : std::nullopt;
}

std::optional<std::vector<std::byte>> equal_bytes(std::optional<std::vector<std::byte>> a,
                                                  const std::optional<std::vector<std::byte>>& b) {
  return a && a == b ? std::move(a) : std::nullopt;
}

/// z/x/y files, grown in DIR.part. Equal tiles are hard links to one file where the file system has them: a content's
/// place is the Hilbert id of the first tile that has it.
class Folder : public Sink {
 public:
  Folder(const fs::path& path, const TilesetInfo& info, const SinkOptions& options)
      : m_folder(true_place(path)),
        m_part(beside(m_folder, ".part")),
        m_suffix(info.suffix),
        m_log(checked(m_folder, options.policy), options,
              options.job.empty() ? detail::TileLog::Order::any : detail::TileLog::Order::hilbert) {
    if (m_log.resumes()) m_log.recover([this](const detail::Record& record) { return stored(record); });
    m_resume_at = m_log.next_id();
    if (m_resume_at == 0) remove_ours(m_part);
    make_folder(m_part);
    describe(info);
  }

  ~Folder() override {
    std::error_code ignored;
    if (!m_finished && !m_log.keep()) fs::remove_all(m_part, ignored);
  }

  void put(const geo::TileId& tile, std::span<const std::byte> bytes, std::uint64_t digest) override {
    const auto id = geo::hilbert_id(tile);
    const auto known = m_log.find_or_add(tile, bytes, id);
    const auto file = path_of(tile);
    if (tile.zoom != m_last.zoom || tile.x != m_last.x || !m_has_last) make_folder(file.parent_path());
    m_last = tile, m_has_last = true;
    // What a run that was killed had not written down yet may be a link to other tiles' content.
    if (m_resume_at != 0) ::unlink(file.c_str());
    // A file takes only so many links, and some file systems none.
    const bool linked = known && ::link(path_of(geo::from_hilbert_id(*known)).c_str(), file.c_str()) == 0;
    if (!linked) write_bytes(file, bytes);
    m_log.add(known.value_or(id), bytes, !known, digest);
  }

  std::uint64_t resume_at() const override { return m_resume_at; }
  void checkpoint(std::uint64_t next_id) override { m_log.settle(next_id); }

  void finish(const TilesetInfo& info) override {
    describe(info);
    write_digests();
    sync_filesystem(m_part);
    const auto old = beside(m_folder, ".old.part");
    if (is_filled(m_folder)) {
      check_replaceable(m_folder, overwrite::yes);
      remove_ours(old);
      // A kill between the renames may leave the older folder as our part: nothing must go on with that.
      m_log.remove();
    }
    replace_folder(m_part, m_folder, old);
    m_finished = true;
    sync_folder(m_folder.parent_path());
    m_log.remove();
    // Also what a run that was killed here left.
    if (is_removable(old)) remove_ours(old);
  }

 private:
  fs::path path_of(const geo::TileId& tile) const { return m_part / (tile.text() + m_suffix); }

  static const fs::path& checked(const fs::path& folder, overwrite policy) {
    check_replaceable(folder, policy);
    // Before the journal is touched: what is in the way is left alone with all that belongs to it.
    const auto part = beside(folder, ".part");
    if (!is_removable(part)) refuse_in_the_way(part);
    return folder;
  }

  std::optional<std::vector<std::byte>> stored(const detail::Record& record) const {
    const auto file = path_of(geo::from_hilbert_id(record.id));
    if (record.is_new) return read_bytes(file, record.length);
    // A link to its content, or a copy that has to be compared.
    const auto first = path_of(geo::from_hilbert_id(record.place));
    std::error_code missing;
    if (fs::equivalent(file, first, missing)) return std::vector<std::byte>();
    return missing ? std::nullopt : equal_bytes(read_bytes(file, record.length), read_bytes(first, record.length));
  }

  static void make_folder(const fs::path& folder) {
    std::error_code error;
    fs::create_directories(folder, error);
    check(folder, "cannot be made", error);
  }

  void describe(const TilesetInfo& info) const {
    auto json = tilejson(info, "{z}/{x}/{y}" + m_suffix);
    json["riskmap"] = detail::own_metadata(info);
    const auto text = json.dump(2) + "\n";
    // Never torn: a part is known by it.
    write_file(m_part / "tiles.json", text);
  }

  void write_digests() {
    if (!m_log.has_digests()) return;
    OutputFile file(m_part / io::folder_digests::file_name);
    std::vector<std::byte> buffer;
    m_log.each([&](const detail::Record& record) {
      io::folder_digests::append(buffer, record.id, record.digest);
      if (buffer.size() >= buffer_size) file.write(buffer), buffer.clear();
    });
    file.write(buffer);
    file.commit();
  }

  static constexpr std::size_t buffer_size = std::size_t{1} << 16U;
  fs::path m_folder, m_part;
  std::string m_suffix;
  detail::TileLog m_log;
  std::uint64_t m_resume_at = 0;
  geo::TileId m_last;
  bool m_has_last = false, m_finished = false;
};

std::unique_ptr<Sink> create_folder(const fs::path& path, const TilesetInfo& info, const SinkOptions& options) {
  return std::make_unique<Folder>(path, info, options);
}

}  // namespace

namespace sinks {

constinit const SinkType folder{
    .name = "folder", .suffix = "", .summary = "files z/x/y with a tiles.json", .create = &create_folder};

}  // namespace sinks
}  // namespace riskmap::output
