import json


def test_a_slice_is_added_listed_asked_about_and_deleted(shell, shell_json):
    code, out, err = shell("slices", "add", "clicked ones", "-w", "label=1", "-w", "pctr<0.9", "--store", "STORE")
    assert (code, err) == (0, "")
    assert out.startswith("Saved 'clicked ones': clicked, pctr < 0.9.")
    (listed,) = shell_json("slices", "list", "--store", "STORE")
    assert listed["name"] == "clicked ones"
    assert "clicked, pctr < 0.9" in shell("slices", "list", "--store", "STORE")[1]
    found = shell_json("analyze", "latest", "slices", "--set", "values=0", "--store", "STORE")
    assert [one["name"] for one in found["slices"]] == ["clicked ones"]
    code, out, _ = shell("slices", "delete", "clicked ones", "--store", "STORE")
    assert (code, out) == (0, "Deleted slice 'clicked ones'.\n")
    assert shell_json("slices", "list", "--store", "STORE") == []


def test_a_filter_can_be_given_whole(shell, shell_json):
    text = json.dumps({"clauses": [{"kind": "among", "column": "label", "values": [0]}]})
    saved = shell_json("slices", "add", "a", "--filter", text, "--note", "why", "--store", "STORE")
    assert saved["note"] == "why"
    code, _, err = shell("slices", "add", "a", "--filter", text, "--store", "STORE")
    assert code == 2
    assert "there is a slice 'a' already" in err
    assert shell("slices", "add", "a", "--filter", text, "--replace", "--store", "STORE")[0] == 0
    shell("slices", "delete", "a", "--store", "STORE")


def test_what_is_wrong_is_said_and_nothing_is_kept(shell, shell_json):
    for words, said in (
        (["-w", "label"], "condition 'label'"),
        (["-w", "field:usr=u1"], "did you mean 'field:user'"),
        (["-w", "pctr>0.1"], ">= for the low end"),
        (["--filter", "{"], "--filter: "),
        ([], "say which rows"),
        (["-w", "label=1", "--filter", "{}"], "say which rows"),
    ):
        code, _, err = shell("slices", "add", "a", *words, "--store", "STORE")
        assert code == 2
        assert said in err
    code, _, err = shell("slices", "delete", "a", "--store", "STORE")
    assert code == 2
    assert "there is no slice 'a'" in err
    assert shell_json("slices", "list", "--store", "STORE") == []
