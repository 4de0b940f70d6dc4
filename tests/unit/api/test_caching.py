from clicklens.api.caching import cached, is_known, unchanged


def test_a_tag_is_known_by_itself_among_others_and_weakly() -> None:
    assert is_known('"a"', '"a"')
    assert is_known('"a"', '"b", W/"a"')
    assert is_known('"a"', "*")
    assert not is_known('"a"', '"b"')
    assert not is_known('"a"', None)


def test_what_is_unchanged_has_no_body_and_its_tag() -> None:
    response = unchanged('"a"')
    assert (response.status_code, response.body, response.headers["etag"]) == (304, b"", '"a"')
    assert cached('"a"')["Cache-Control"] == "private, no-cache"
