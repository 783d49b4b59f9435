"""Tests of GeoReport v2, against the running desk."""
