// SPDX-License-Identifier: MIT
#pragma once
#include <riskmap/base/error.hpp>

#include <boost/test/unit_test.hpp>

#include <filesystem>
#include <string>

namespace riskmap::test {

/// A folder of its own for one test, removed at the end.
class TemporaryFolder {
 public:
  TemporaryFolder();
  ~TemporaryFolder();
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;
  const std::filesystem::path& path() const { return m_path; }
  std::filesystem::path operator/(const std::string& name) const { return m_path / name; }

 private:
  std::filesystem::path m_path;
};

std::string read_file(const std::filesystem::path& file);
void write_text(const std::filesystem::path& file, const std::string& text);
/// The checkout's root.
std::filesystem::path root();

/// The text of the error `action` throws as TError; fails the test if it throws nothing or another.
template <typename TError, typename TAction>
std::string error_text(TAction&& action) {
  try {
    action();
  } catch (const TError& error) {
    return error.what();
  } catch (const std::exception& error) {
    BOOST_ERROR(std::string("threw another error: ") + error.what());
    return "";
  }
  BOOST_ERROR("threw nothing");
  return "";
}

}  // namespace riskmap::test
