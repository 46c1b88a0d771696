// SPDX-License-Identifier: MIT
#pragma once
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace riskmap::io::detail {

/// GDAL for the length of one call on this thread: its messages are collected instead of printed, every HTTP fetch is
/// answered with an error, `/vsicurl` knows no allowed name, SQLite loads no extension and not SpatiaLite, PROJ's
/// network stays off. Everything is undone at the end, so a program that uses GDAL itself finds its own settings again.
/// Not to be moved between threads.
class GdalSession {
 public:
  GdalSession();
  ~GdalSession();
  GdalSession(const GdalSession&) = delete;
  GdalSession& operator=(const GdalSession&) = delete;

  /// True if GDAL reported a failure since the last forget(), by message or by CPLGetLastErrorType().
  bool failed() const;
  /// The first failure's message since then; "" if it has none.
  const std::string& failure() const { return m_failure; }
  void forget();
  /// All warnings so far, each once.
  const std::vector<std::string>& warnings() const { return m_warnings; }

 private:
  struct Handler;
  std::string m_failure;
  std::vector<std::string> m_warnings;
  std::vector<std::pair<std::string, std::string>> m_saved_options;  ///< "" stands for "was not set"
};

struct DatasetCloser {
  void operator()(void* dataset) const;
};
using Dataset = std::unique_ptr<void, DatasetCloser>;  ///< a GDALDatasetH

enum class Content : bool { raster, vector };
/// Opens with one driver, read-only; nullptr if it will not. `path` is absolute, so that no driver takes it for
/// anything else.
Dataset open_dataset(const std::string& path, const std::string& driver, Content content,
                     const std::vector<std::string>& options = {});

}  // namespace riskmap::io::detail
