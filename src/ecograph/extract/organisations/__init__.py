"""Agencies: bureaus, branches, committees, task forces, companies."""
