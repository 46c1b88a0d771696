// SPDX-License-Identifier: MIT
#include <riskmap/exit_code.hpp>

#include <riskmap/base/error.hpp>
#include <riskmap/console.hpp>
#include <riskmap/interruption.hpp>

#include <cstdio>
#include <filesystem>
#include <new>
#include <string>

namespace riskmap::tools {
namespace {

int code_of(const Error& error) {
  if (dynamic_cast<const UsageError*>(&error) || dynamic_cast<const StyleError*>(&error)) return 2;
  if (dynamic_cast<const DataError*>(&error)) return 3;
  if (dynamic_cast<const OutputError*>(&error)) return 4;
  if (dynamic_cast<const EnvironmentError*>(&error)) return 5;
  if (dynamic_cast<const LimitError*>(&error)) return 6;
  if (dynamic_cast<const IntegrityError*>(&error)) return 7;
  return 1;
}

int fail(int code, const std::string& line) {
  std::fputs(("riskmap: " + line + "\n").c_str(), stderr);
  return code;
}

}  // namespace

int exit_code_of(const std::function<void()>& work) {
  try {
    work();
    return 0;
  } catch (const Interrupted& interrupted) {
    return fail(128 + interrupted.signal, what_is_left());
  } catch (const Error& error) {
    std::fputs(to_lines(error.mistakes()).c_str(), stderr);
    return code_of(error);
  } catch (const std::bad_alloc&) {
    return fail(6, "out of memory (draw a smaller box, a lower zoom or fewer threads)");
  } catch (const std::filesystem::filesystem_error& error) {
    return fail(4, printable(error.path1().string()) + ": " + error.code().message());
  } catch (const std::exception& error) {
    return fail(1, "internal error: " + printable(error.what(), 2000) + " (please report it)");
  }
}

}  // namespace riskmap::tools
