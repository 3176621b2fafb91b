"""Graph exports: every row of every file is in a record or in quarantine, and both ends tell of a relationship."""

import csv
from pathlib import Path
from typing import Any

import pytest

from indexer.load import LoadResult, load
from indexer.store import Store

NODES = {
    "nodes.Person.csv": """:ID,surname,nhs_no,name,age,:LABEL
0,Bell,943-476-5919,Rosa,,Person
2,Bell,991-70-5333,Tom,41,Person
""",
    "nodes.Phone.csv": ":ID,phoneNo,:LABEL\n3,0-(070)893-3322,Phone\n4,07700 900123,Phone\n",
    "nodes.Email.csv": ":ID,email_address,:LABEL\n5,tom@example.org,Email\n",
    "nodes.Location.csv": """:ID,latitude:double,postcode,longitude:double,address,:LABEL
6,53.5,WN3 4NL,-2.6,178 Polding Street,Location
""",
    "nodes.PostCode.csv": ":ID,code,:LABEL\n7,WN3 4NL,PostCode\n",
    "nodes.Area.csv": ":ID,areaCode,:LABEL\n8,WN3,Area\n",
    "nodes.Crime.csv": """:ID,date,id,type,last_outcome,note,charge,:LABEL
9,24/08/2017,10305fdb,Public order,Under investigation,"seen ""running"", then gone",Affray,Crime
10,,ffff,Drugs,,,,Crime
""",
    "nodes.PhoneCall.csv": """:ID,call_duration,call_time,call_date,call_type,:LABEL
11,38,00:32,04/08/2017,CALL,PhoneCall
""",
    "nodes.Officer.csv": ":ID,badge_no,rank,name,surname,:LABEL\n12,80-10,Sergeant,Ann,Lee,Officer\n",
    "nodes.Vehicle.csv": ":ID,model,reg,make,year,:LABEL\n13,Focus,AB12 CDE,Ford,2005,Vehicle\n",
    "nodes.Object.csv": ':ID,description,id,type,:LABEL\n14,"£3,500 currency",484b,Evidence,Object\n',
    "nodes.Spaceship.csv": "shipId:ID(ships),captain,crew:int,:LABEL\n1,Zara,4,Spaceship;Craft\n",
}
RELATIONS = {
    "rel.HAS_PHONE.csv": ":START_ID,:END_ID,:TYPE\n2,3,HAS_PHONE\n2,4,HAS_PHONE\n",
    "rel.HAS_EMAIL.csv": ":START_ID,:END_ID,:TYPE\n2,5,HAS_EMAIL\n",
    "rel.CURRENT_ADDRESS.csv": ":START_ID,:END_ID,:TYPE\n2,6,CURRENT_ADDRESS\n",
    "rel.FAMILY_REL.csv": ":START_ID,:END_ID,:TYPE,rel_type\n0,2,FAMILY_REL,PARENT\n",
    "rel.PARTY_TO.csv": ":START_ID,:END_ID,:TYPE\n2,9,PARTY_TO\n",
    "rel.OCCURRED_AT.csv": ":START_ID,:END_ID,:TYPE\n9,6,OCCURRED_AT\n",
    "rel.CALLER.csv": ":START_ID,:END_ID,:TYPE\n11,3,CALLER\n",
    "rel.SEEN_NEAR.csv": ":START_ID(ships),:END_ID,:TYPE\n1,6,SEEN_NEAR\n",
}
ROWS = 15 + 9


@pytest.fixture
def graph(tmp_path: Path) -> Path:
    folder = tmp_path / "graph"
    folder.mkdir()
    for name, text in (NODES | RELATIONS).items():
        (folder / name).write_text(text, "utf-8")
    return folder


def record(store: Store, ref: str) -> dict[str, Any]:
    stored = store.get(f"GRAPH/{ref}")
    assert stored is not None
    return stored.as_json()


def links(store: Store, ref: str) -> set[tuple[str, str]]:
    return {(link["role"], link["to"]["ref"]) for link in record(store, ref).get("links", [])}


def counts(result: LoadResult) -> tuple[int, int, int]:
    return result.loaded, result.unchanged, result.rejected


def test_every_row_is_counted_and_the_second_time_unchanged(store: Store, graph: Path) -> None:
    rows = sum(len(list(csv.reader(path.open(encoding="utf-8")))) - 1 for path in graph.iterdir())
    assert counts(load(store, "graph-csv", [graph])) == (rows, 0, 0)
    assert counts(load(store, "graph-csv", [graph])) == (0, rows, 0)
    assert store.counts() == {"GRAPH": rows - 9}
    assert store.feeds()["GRAPH"].as_of == "2017-08-24T00:00:00Z"


def test_handling_is_the_instances_own_force_and_everybody_in_it(store: Store, graph: Path) -> None:
    load(store, "graph-csv", [graph], force="43")
    for batch in store.scan():
        for stored in batch:
            handling = stored.as_json()["handling"]
            assert (handling["force"], handling["tier"], handling["audience"]) == ("43", "OFFICIAL", ["*"])


def test_a_person_is_told_with_phone_mail_and_address_and_linked_to_them(store: Store, graph: Path) -> None:
    load(store, "graph-csv", [graph])
    made = record(store, "2")
    person = made["people"][0]
    assert made["title"] == "Tom Bell"
    assert person["identifiers"]["phone"] == ["0-(070)893-3322", "07700 900123"]
    assert person["identifiers"]["email"] == ["tom@example.org"]
    assert person["identifiers"]["nhs"] == "991-70-5333"
    assert person["identifiers"]["invalid"] == ["991-70-5333", "0-(070)893-3322"], (
        "what fails its check is marked"
    )
    assert person["description"] == "age: 41"
    assert person["addresses"] == [
        {"role": "home", "address": "178 Polding Street", "postcode": "WN3 4NL", "lat": 53.5, "lon": -2.6}
    ]
    assert {("HAS_PHONE", "3"), ("HAS_EMAIL", "5"), ("CURRENT_ADDRESS", "6"), ("PARTY_TO", "9")} <= links(
        store, "2"
    )


def test_a_valid_number_is_not_marked(store: Store, graph: Path) -> None:
    load(store, "graph-csv", [graph])
    assert "invalid" not in record(store, "0")["people"][0]["identifiers"]
    assert "invalid" not in record(store, "4")["objects"][0]["identifiers"]


def test_both_ends_tell_of_a_relationship_and_which_way_it_leads(store: Store, graph: Path) -> None:
    load(store, "graph-csv", [graph])
    assert ("PARTY_TO", "2") in links(store, "9")
    assert ("OCCURRED_AT", "9") in links(store, "6")
    assert ("FAMILY_REL: PARENT", "2") in links(store, "0")
    assert ("FAMILY_REL: PARENT (inward)", "0") in links(store, "2")


def test_a_crime_keeps_its_class_date_outcome_id_words_and_place(store: Store, graph: Path) -> None:
    load(store, "graph-csv", [graph])
    crime = record(store, "9")
    assert (crime["kind"], crime["classification"], crime["status"]) == (
        "event",
        "Public order",
        "Under investigation",
    )
    assert (crime["recorded"], crime["occurred"]["from"]) == ("2017-08-24", "2017-08-24")
    assert crime["text"] == 'seen "running", then gone'
    assert crime["objects"][0]["identifiers"]["other"] == [{"kind": "id", "value": "10305fdb"}]
    assert crime["objects"][0]["description"] == "charge: Affray"
    assert crime["locations"][0]["role"] == "occurred-at"
    assert record(store, "10")["recorded"] == "1970-01-01"


def test_a_call_keeps_its_time(store: Store, graph: Path) -> None:
    load(store, "graph-csv", [graph])
    assert record(store, "11")["occurred"]["from"] == "2017-08-04T00:32:00Z"
    assert record(store, "11")["objects"][0]["description"] == "call_duration: 38; call_type: CALL"


def test_unknown_labels_types_and_id_spaces_are_kept(store: Store, graph: Path) -> None:
    load(store, "graph-csv", [graph])
    ship = record(store, "ships:1")
    assert ship["kind"] == "object"
    assert ship["objects"][0] == {"type": "spaceship", "description": "shipId: 1; captain: Zara; crew: 4"}
    assert ("SEEN_NEAR", "6") in links(store, "ships:1")
    assert ("SEEN_NEAR", "ships:1") in links(store, "6")


@pytest.mark.parametrize(
    ("file", "row", "field", "reason"),
    [
        ("rel.KNOWS.csv", "2,99,KNOWS", ":END_ID", "names no node"),
        ("rel.KNOWS.csv", "99,98,KNOWS", ":START_ID", "names no node"),
        ("rel.KNOWS.csv", ",2,KNOWS", ":START_ID", "is missing"),
        ("nodes.Crime.csv", "20,31/02/2017,a,Drugs,,,,Crime", "date", "not a date"),
        ("nodes.Crime.csv", "20,24/08/2017,a", "", "3 cells where the header has 8"),
        ("nodes.Crime.csv", "20,24/08/2017,a,b,c,d,e,Crime,more", "", "9 cells where the header has 8"),
        ("nodes.Crime.csv", ",24/08/2017,a,b,c,d,e,Crime", ":ID", "is missing"),
        ("nodes.Phone.csv", "0,07700 900124,Phone", ":ID", "again"),
        (
            "nodes.Object.csv",
            f'20,"{"x" * 200_000}",a,Evidence,Object',
            "objects[0].description",
            "longer than",
        ),
    ],
)
def test_a_wrong_row_is_in_quarantine_with_its_place_and_the_rest_goes_in(
    store: Store, graph: Path, file: str, row: str, field: str, reason: str
) -> None:
    path = graph / file
    before = path.read_text("utf-8") if path.exists() else ":START_ID,:END_ID,:TYPE\n"
    path.write_text(before + row + "\n", "utf-8")
    assert counts(load(store, "graph-csv", [graph])) == (ROWS, 0, 1)
    (entry,) = store.quarantined()
    assert (entry.system, entry.file, entry.line) == ("GRAPH", file, len(before.splitlines()) + 1)
    assert entry.field == field
    assert reason in entry.reason


def test_relationships_fall_with_the_node_that_they_begin_at(store: Store, graph: Path) -> None:
    path = graph / "nodes.Person.csv"
    path.write_text(path.read_text("utf-8").replace("Tom", "T" * 3_000), "utf-8")
    result = load(store, "graph-csv", [graph])
    assert counts(result) == (ROWS - 6, 0, 6)
    assert store.get("GRAPH/2") is None


def test_what_changed_in_a_later_export_is_the_next_version(store: Store, graph: Path) -> None:
    load(store, "graph-csv", [graph])
    (graph / "rel.KNOWS.csv").write_text(":START_ID,:END_ID,:TYPE\n0,12,KNOWS\n", "utf-8")
    result = load(store, "graph-csv", [graph])
    assert result.rejected == 0
    assert ("KNOWS", "12") in links(store, "0")
    assert record(store, "0")["version"] == 2


def test_other_delimiters_encodings_and_line_breaks_in_cells(store: Store, tmp_path: Path) -> None:
    (tmp_path / "nodes.Person.csv").write_bytes(
        b':ID;name;surname;note;:LABEL\r\n1;Jos\xe9;Bell;"two\r\nlines";Person\r\n2;Al;Bell;;Person\r\n'
    )
    (tmp_path / "nodes.Place.csv").write_bytes("\ufeff:ID,name\n3,Café\n".encode())
    result = load(store, "graph-csv", [tmp_path])
    assert counts(result) == (3, 0, 0)
    assert record(store, "1")["title"] == "José Bell"
    assert record(store, "3")["kind"] == "location", "the file's name says what its rows do not"


def test_a_file_that_is_neither_nodes_nor_relationships_is_said_and_the_rest_goes_in(
    store: Store, graph: Path
) -> None:
    (graph / "readme.csv").write_text("a,b\n1,2\n")
    result = load(store, "graph-csv", [graph])
    assert (result.loaded, result.exit_code) == (ROWS, 2)
    assert "readme.csv" in result.unreadable[0]


@pytest.mark.parametrize("name", ["notes.txt", "deeper/graph.json", None])
def test_a_folder_without_csv_files_cannot_be_read(tmp_path: Path, store: Store, name: str | None) -> None:
    folder = tmp_path / "graph"
    folder.mkdir()
    if name:
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(":ID\n1\n")
    result = load(store, "graph-csv", [folder])
    assert (result.rows, result.exit_code) == (0, 2)
    assert result.unreadable == [f"{folder}: there are no .csv files in it"]
