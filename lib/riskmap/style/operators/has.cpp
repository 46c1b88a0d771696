// SPDX-License-Identifier: MIT
#include <riskmap/style/detail/compound.hpp>
#include <riskmap/style/detail/feature_properties.hpp>

namespace riskmap::style::operators {
namespace {

// Of the feature, by a name that stands in the document: the most frequent of all.
class HasByName final : public Node {
 public:
  HasByName(NodePtr argument, std::string name)
      : Node(Kind::boolean, {std::move(argument)}, Role::plain, {.feature = true}), m_name(std::move(name)) {}
  Value evaluate(const EvaluationContext& context) const override { return find_property(context, m_name).has_value(); }

 private:
  std::string m_name;
};

NodePtr parse_has(Parser& parser, const Json& expression) {
  auto node =
      parse_compound(parser, expression, Kind::boolean,
                     {{{Kind::string},
                       [](const EvaluationContext& context, Arguments arguments) {
                         return Value(find_property(context, string_in(arguments[0]->evaluate(context))).has_value());
                       },
                       false,
                       {.feature = true}},
                      {{Kind::string, Kind::object}, [](const EvaluationContext& context, Arguments arguments) {
                         const auto key = string_in(arguments[0]->evaluate(context));
                         return Value(find_member(arguments[1]->evaluate(context), key).has_value());
                       }}});
  if (!node || expression.size() != 2 || !expression[1].is_string()) return node;
  return std::make_shared<const HasByName>(node->children().front(), expression[1].get<std::string>());
}

}  // namespace

extern const Operator has{"has", "[\"has\", string, object?] -> boolean",
                          "True if the feature, or the object, has a property of that name.", parse_has};

}  // namespace riskmap::style::operators
