"""The room of capaian kinerja organisasi: what units achieved, and how predikat are spread."""
