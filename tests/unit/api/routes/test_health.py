import clicklens
from tests.service import Service


def test_it_says_that_it_lives(service: Service) -> None:
    assert service.json("//healthz") == {"status": "ok", "version": clicklens.__version__}


def test_its_figures_are_in_prometheus_form(service: Service) -> None:
    response = service.get("//metrics")
    assert response.headers["content-type"].startswith("text/plain")
    assert "clicklens_listeners 0.0" in response.text
