// SPDX-License-Identifier: MIT
#pragma once
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

struct sqlite3;  // SQLite's own tags: only database.cpp includes sqlite3.h
struct sqlite3_stmt;

namespace riskmap::io {

class Database;

/// A prepared statement. Parameters count from 1, columns from 0, as in SQLite. Not shared between threads; must not
/// outlive its database.
class Statement {
 public:
  Statement(Statement&& other) noexcept;
  Statement& operator=(Statement&&) = delete;
  ~Statement();

  Statement& bind(int parameter, std::int64_t value);
  Statement& bind(int parameter, std::string_view text);
  Statement& bind(int parameter, std::span<const std::byte> blob);
  Statement& bind_null(int parameter);
  /// The next row; false after the last one. \throws DataError (reading), OutputError (writing)
  bool step();
  /// Runs a statement that gives no rows, ready to be bound again.
  void run();
  void reset();

  std::int64_t integer(int column) const;
  std::string text(int column) const;
  std::vector<std::byte> blob(int column) const;
  bool is_integer(int column) const;
  bool is_null(int column) const;
  bool is_blob(int column) const;

 private:
  friend class Database;
  Statement(Database& database, std::string_view sql);
  Database* m_database;
  sqlite3_stmt* m_statement = nullptr;
};

/// The one door to SQLite. Errors carry the file's name.
class Database {
 public:
  /// Opens a foreign file for reading. It is never changed, not even by a side file; its schema is not trusted
  /// (sqlite.org/security.html): defensive, no trusted schema, no triggers, no memory map, tight limits, and work
  /// bounded by the size of the file. Files up to 256 MiB pass `quick_check` first. \throws DataError
  static Database open_foreign(const std::filesystem::path& file);
  /// A new database in an empty file, without journal and sync (that is OutputFile's business): the same statements
  /// give the same bytes. \throws OutputError
  static Database create(const std::filesystem::path& file);

  Database(const Database&) = delete;  // SQLite keeps its address

  Statement prepare(std::string_view sql);
  /// Runs one statement and drops its rows.
  void execute(std::string_view sql);
  bool has_table(std::string_view name);  ///< or a view
  bool has_column(std::string_view table, std::string_view column);
  /// A function of whole numbers for our own statements, never for a file's views and triggers.
  using Function = std::int64_t (*)(std::span<const std::int64_t>);
  void add_function(const char* name, int arguments, Function function);
  /// Ends the work of a writer. \throws OutputError
  void close();

 private:
  friend class Statement;
  struct Close {
    void operator()(sqlite3* database) const;
  };
  Database(const std::filesystem::path& file, bool foreign);
  void open();
  void harden();
  void check();
  void refuse_unfinished_writes() const;
  void renew_budget();
  static int spend(void* database);
  [[noreturn]] void fail(const std::string& what = {}) const;

  std::filesystem::path m_file;
  bool m_foreign;
  std::unique_ptr<sqlite3, Close> m_database;
  std::int64_t m_budget = 0;  ///< progress calls left to the statement at work
};

}  // namespace riskmap::io
