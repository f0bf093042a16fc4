"""What one writes by hand with the HTTP library and pydantic: a module for each API."""
