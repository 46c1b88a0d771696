// SPDX-License-Identifier: MIT
#include <riskmap/riskmap.hpp>

#include <iostream>

int main(int, char** arguments) {
  try {
    const auto scene = riskmap::map::Scene::load(arguments[1], riskmap::render::layer_specs());
    const riskmap::render::Renderer renderer(scene);
    std::cout << renderer.picture(riskmap::render::View::fit(scene.bounds(), 64, 64)).width << " px\n";
    return 0;
  } catch (const riskmap::Error& error) {
    std::cout << error.what() << '\n';
    return 1;
  }
}
