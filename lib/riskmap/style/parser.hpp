// SPDX-License-Identifier: MIT
#pragma once
#include <riskmap/base/error.hpp>
#include <riskmap/style/operator.hpp>

#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace riskmap::style {

/// Parses one node of an expression with the specification's static types (its ParsingContext): an operator gets the
/// parser of its own node, parses its arguments through it and reports mistakes to it. Places read like
/// "layers[3].paint.line-width[2][1]".
class Parser {
 public:
  /// What to do with an argument whose type is only known when it is evaluated, or that is nearly of the expected type.
  enum class Annotate : std::uint8_t {
    as_expected,  ///< assert numbers, strings, booleans, arrays, objects; coerce colours, formatted text, images
    coerce,
    omit  ///< the caller will do it
  };
  using Binding = std::pair<std::string, NodePtr>;

  /// `place` stands before every mistake's place; the mistakes are appended to `mistakes`.
  Parser(std::string place, std::vector<Mistake>& mistakes, std::optional<Type> expected = {})
      : m_place(std::move(place)),
        m_mistakes(&mistakes),
        m_expected(std::move(expected)),
        m_nodes(std::make_shared<std::size_t>(0)) {}

  /// What the context of this node expects, if it expects something. An operator may use it to infer the types of its
  /// arguments; it need not check its own.
  const std::optional<Type>& expected() const { return m_expected; }
  /// The expected type unless it is any value: what the branches of a choice shall yield.
  std::optional<Type> expected_output() const;

  /// The node for `json`, checked against the expected type and folded if it is constant; null after a mistake.
  NodePtr parse(const Json& json, Annotate annotate = Annotate::as_expected);
  /// The same for the argument at `index` of this node.
  NodePtr parse(const Json& argument, std::size_t index, std::optional<Type> expected = {},
                Annotate annotate = Annotate::as_expected, const std::vector<Binding>* bindings = nullptr) const;
  /// The parser of the argument at `index`.
  Parser at(std::size_t index, std::optional<Type> expected = {}) const;
  /// The parser of this node with its mistakes going elsewhere: to try without reporting.
  Parser trial(std::vector<Mistake>& mistakes) const;

  /// Reports a mistake here, or at the argument that `path` leads to; null, to be returned.
  NodePtr error(std::string message, std::initializer_list<std::size_t> path = {}, std::string hint = {}) const;
  void report(Mistake mistake) const { m_mistakes->push_back(std::move(mistake)); }
  /// Reports "Expected … but found … instead." unless `found` is a subtype.
  bool check_subtype(const Type& expected, const Type& found) const;

  const std::string& place() const { return m_place; }
  /// What `name` is bound to by an enclosing "let", or null.
  NodePtr find_variable(std::string_view name) const;

 private:
  struct Scope {
    std::vector<Binding> bindings;
    std::shared_ptr<const Scope> outer;
  };
  NodePtr annotate(NodePtr parsed, Annotate how) const;
  NodePtr fold(NodePtr parsed) const;

  std::string m_place;
  std::vector<Mistake>* m_mistakes;
  std::optional<Type> m_expected;
  std::shared_ptr<const Scope> m_scope;
  std::shared_ptr<std::size_t> m_nodes;  ///< read so far, in trials too
};

/// The operator of that name, or nullptr.
const Operator* find_operator(std::string_view name);
/// True for an array that begins with the name of an operator.
bool is_expression(const Json& json);

}  // namespace riskmap::style
