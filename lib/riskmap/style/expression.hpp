// SPDX-License-Identifier: MIT
#pragma once
#include <riskmap/model/feature.hpp>
#include <riskmap/style/type.hpp>
#include <riskmap/style/value.hpp>

#include <cstdint>
#include <memory>
#include <optional>
#include <set>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

namespace riskmap::style {

/// A tile of the usual pyramid; its grid has 8192 steps a side.
struct TilePlace {
  double z = 0, x = 0, y = 0;
};

/// What an expression may ask while it is evaluated.
struct EvaluationContext {
  double zoom = 0;                             ///< style zoom
  const model::FeatureLayer* layer = nullptr;  ///< the feature's layer (its field names)
  const model::Feature* feature = nullptr;     ///< null where there is no feature
  std::optional<double> elevation = {};        ///< the value of the surface, for color-relief ramps
  std::string_view language = "en";
  double line_progress = 0;              ///< in [0, 1], for line-gradient
  double heatmap_density = 0;            ///< for heatmap-color
  const Object* properties = nullptr;    ///< if set, stands for the feature's values (`riskmap eval`: they may nest)
  const Value* geometry_type = nullptr;  ///< if set, stands for the name of the feature's geometry
  std::optional<TilePlace> tile = {};    ///< if set, "within" and "distance" see places rounded to its grid
  /// The images there are; null: not known, then an image's `available` is false.
  const std::set<std::string, std::less<>>* images = nullptr;
  const Object* feature_state = nullptr;  ///< a still map has none
  const Object* global_state = nullptr;   ///< nor this
  const Value* accumulated = nullptr;     ///< nor clusters that gather
};

/// Thrown while evaluating; the property then takes its default, and the mistake is counted and reported once.
struct EvaluationError : std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// What a compiled expression depends on, so that the drawing knows what can be evaluated once.
struct Dependencies {
  bool zoom = false;
  bool feature = false;
  bool elevation = false;
  bool line_progress = false;
  bool heatmap_density = false;
  bool any() const { return zoom || feature || elevation || line_progress || heatmap_density; }
  friend bool operator==(const Dependencies&, const Dependencies&) = default;
};
Dependencies operator|(const Dependencies& a, const Dependencies& b);

class Node;
using NodePtr = std::shared_ptr<const Node>;

/// A node of a compiled expression. Immutable, shared between threads.
class Node {
 public:
  /// What the parser and the rule for ["zoom"] must tell apart.
  enum class Role : std::uint8_t {
    plain,
    literal,
    annotation,
    variable,
    let,
    coalesce,
    step,
    interpolation,
    zoom,
    never_constant
  };

  virtual ~Node() = default;
  /// \throws EvaluationError
  virtual Value evaluate(const EvaluationContext& context) const = 0;

  const Type& type() const { return m_type; }
  Role role() const { return m_role; }
  /// A curve's first child is its input; a let's last child is its result; a variable has none.
  const std::vector<NodePtr>& children() const { return m_children; }
  const Dependencies& depends() const { return m_depends; }
  /// How many nodes an evaluation visits at most.
  double cost() const { return m_cost; }
  /// True if the reference would evaluate it while it is compiled.
  bool is_foldable() const { return m_foldable; }

 protected:
  /// `own`: what the node itself asks of the context.
  Node(Type type, std::vector<NodePtr> children, Role role = Role::plain, const Dependencies& own = {});
  /// A variable: costs and depends as what is bound to it, which is no child of it.
  Node(const Node& bound, Role role);

 private:
  Type m_type;
  Role m_role;
  std::vector<NodePtr> m_children;
  Dependencies m_depends;
  double m_cost = 1;
  bool m_foldable = false;
};

/// A compiled expression or a constant. Cheap to copy.
class Expression {
 public:
  Expression() = default;  ///< the constant null
  explicit Expression(NodePtr node) : m_node(std::move(node)) {}
  static Expression constant(Value value);

  /// \throws EvaluationError
  Value evaluate(const EvaluationContext& context) const;
  Dependencies depends() const { return m_node ? m_node->depends() : Dependencies{}; }
  bool is_constant() const { return !depends().any(); }
  /// The static type: what evaluation yields if it does not throw.
  Type type() const { return m_node ? m_node->type() : Type(Kind::null); }
  /// Null for the constant null that no document says.
  const NodePtr& node() const { return m_node; }

 private:
  NodePtr m_node;
};

}  // namespace riskmap::style
