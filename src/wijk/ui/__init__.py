"""The look: base templates, components, maps, charts and tables that every room uses."""
