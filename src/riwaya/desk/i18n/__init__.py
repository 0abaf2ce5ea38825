"""The interface in English and Arabic."""
