"""The one table of what the window can do. Menus, toolbar, command palette and the sheet of shortcuts are made from it;
`commands.py` has a method for each id.
"""

from enum import StrEnum
from typing import NamedTuple


class Menu(StrEnum):
    FILE = "&File"
    EDIT = "&Edit"
    CLAIM = "&Claim"
    GO = "&Go"
    VIEW = "&View"
    HELP = "&Help"


class Needs(StrEnum):
    """When an action can be done."""

    NOTHING = ""
    PROJECT = "a project"
    WRITABLE = "a project that can be changed"
    ARTICLE = "an article"
    TEXT = "words selected in an article"
    CLAIM = "a claim"
    EDIT_CLAIM = "a claim in a project that can be changed"


class Action(NamedTuple):
    """`keys` are in Qt's portable notation. `toolbar` is the order on the toolbar, 0 for none; `group` parts a menu."""

    id: str
    text: str
    menu: Menu
    group: int
    tip: str
    keys: tuple[str, ...] = ()
    needs: Needs = Needs.NOTHING
    icon: str = ""
    toolbar: int = 0
    checkable: bool = False


def _rate(number: int) -> Action:
    tip = f"Choose rating {number} of the project's scale; the same key again signs the verdict"
    return Action(f"rate_{number}", f"Rate {number}", Menu.CLAIM, 3, tip, (f"Ctrl+{number}",), Needs.EDIT_CLAIM)


def _end(name: str, text: str, *keys: str) -> Action:
    which = "ends" if name.startswith("end") else "begins"
    return Action(name, text, Menu.EDIT, 4, f"Adjust where the claim’s mark {which}", keys, Needs.EDIT_CLAIM)


_F, _E, _C, _G, _V, _H = Menu
_P, _W, _A, _T = Needs.PROJECT, Needs.WRITABLE, Needs.ARTICLE, Needs.TEXT
_ONE, _EDIT = Needs.CLAIM, Needs.EDIT_CLAIM

ACTIONS = (
    Action("new_project", "New Project…", _F, 1, "Begin a project: one file for everything", ("Ctrl+N",)),
    Action("open_project", "Open Project…", _F, 1, "Open a project file", ("Ctrl+O",), icon="open"),
    Action("open_sample", "Open the Sample Project", _F, 1, "Try everything on an article with planted mistakes"),
    Action("close_project", "Close Project", _F, 1, "Back to the start page", ("Ctrl+W",), _P),
    Action("add_article", "Add Article…", _F, 2, "Add articles from files", ("Ctrl+I",), _W, "add", 1),
    Action("add_folder", "Add Folder…", _F, 2, "Add every article in a folder and below it", ("Ctrl+Alt+I",), _W),
    Action("add_address", "Add Article From the Web…", _F, 2,
           "Fetch one page from its address", ("Ctrl+Shift+I",), _W),
    Action("paste_article", "Paste Article…", _F, 2,
           "Add an article from pasted text", ("Ctrl+Shift+V",), _W, "paste"),
    Action("new_draft", "New Draft of This Article…", _F, 2,
           "A newer version from a file: claims go over to it", ("Ctrl+Shift+N",), _A),
    Action("paste_draft", "Paste a New Draft…", _F, 2,
           "A newer version from pasted text: claims go over to it", ("Ctrl+Alt+V",), _A),
    Action("article_details", "Article Details…", _F, 2, "Title, byline, publisher, address and date", (), _A),
    Action("tracked_changes", "Tracked Changes…", _F, 2,
           "See the draft with its changes accepted and before them; choose which to check", (), _A),
    Action("remove_article", "Remove Article", _F, 2, "Take the article out of the project", (), _A),
    Action("export", "Export Report…", _F, 3,
           "Write a report of the project or of one article", ("Ctrl+E",), _P, "export", 9),
    Action("read_returned", "Read a Returned Copy…", _F, 3,
           "What an editor wrote and decided on an annotated copy", (), _W),
    Action("print_article", "Print…", _F, 3, "The article with its marks and numbered notes", ("Ctrl+P",), _A),
    Action("print_preview", "Print Preview…", _F, 3, "See the pages before they are printed", ("Ctrl+Alt+P",), _A),
    Action("check_project", "Check Project File", _F, 3, "Test the file: hashes, tables, kept copies", (), _P),
    Action("project_settings", "Project Settings…", _F, 3, "Title, rating scale, and who checks", ("Ctrl+,",), _P),
    Action("quit", "Quit", _F, 4, "Close the window; everything is saved already", ("Ctrl+Q",)),
    Action("undo", "Undo", _E, 1, "Take back the last step, or what was just typed", ("Ctrl+Z",), _W, "undo", 7),
    Action("redo", "Redo", _E, 1, "Bring back what was undone", ("Ctrl+Shift+Z", "Ctrl+Y"), _W, "redo", 8),
    Action("find", "Find in Article…", _E, 2, "Search the article's text", ("Ctrl+F",), _A, "find"),
    Action("find_next", "Find Next", _E, 2, "Go to the next place found", ("F3",), _A),
    Action("find_previous", "Find Previous", _E, 2, "Go to the place found before", ("Shift+F3",), _A),
    Action("snap_word", "Select Whole Words", _E, 3, "Grow the selection to whole words", ("Ctrl+D",), _A),
    Action("snap_sentence", "Select Whole Sentence", _E, 3, "Grow the selection to sentences", ("Ctrl+Shift+D",), _A),
    Action("snap_paragraph", "Select Whole Paragraph", _E, 3, "Grow the selection to its paragraph", (), _A),
    Action("grow_selection", "Grow Selection", _E, 3,
           "To the word, then the sentence, the paragraph, the article", ("Alt+Shift+Up",), _A),
    Action("shrink_selection", "Shrink Selection", _E, 3,
           "Take back the last growing of the selection", ("Alt+Shift+Down",), _A),
    _end("end_later", "End of Mark One Word Later", "Alt+Shift+Right"),
    _end("end_earlier", "End of Mark One Word Earlier", "Alt+Shift+Left"),
    _end("start_later", "Start of Mark One Word Later", "Ctrl+Alt+Shift+Right"),
    _end("start_earlier", "Start of Mark One Word Earlier", "Ctrl+Alt+Shift+Left"),
    _end("end_letter_later", "End of Mark One Character Later"),
    _end("end_letter_earlier", "End of Mark One Character Earlier"),
    _end("start_letter_later", "Start of Mark One Character Later"),
    _end("start_letter_earlier", "Start of Mark One Character Earlier"),
    Action("correct_text", "Correct Text…", _E, 5,
           "Put the words of this paragraph right: a new version, claims go over to it", ("Ctrl+Shift+E",), _A),
    Action("palette", "Command Palette…", _E, 5, "Find any command by its name", ("Ctrl+K", "Ctrl+Shift+P")),
    Action("mark_claim", "Mark Claim", _C, 1, "Make a claim of the selected words", ("Ctrl+M", "M"), _T, "mark", 2),
    Action("mark_mention", "Mark Another Mention", _C, 1, "The current claim appears here too", ("Ctrl+Shift+M",), _T),
    Action("mark_part", "Add to the Mark", _C, 1,
           "The mark of the current claim goes on here", ("Ctrl+Shift+Return",), _T),
    Action("place_claim", "Place Claim Here", _C, 1,
           "The claim chosen in the queue of re-checks is said here now", ("F4",), _T),
    Action("edit_statement", "Edit Statement", _C, 2, "Put the claim into your own words", ("F2",), _EDIT),
    Action("attach_source", "Attach Source…", _C, 2,
           "Say what a source says of this claim", ("Ctrl+L",), _EDIT, "attach", 3),
    Action("keep_copy", "Keep a Copy of the Source…", _C, 2,
           "Keep a file with a source: a saved page, a scan, a recording", ("Ctrl+Shift+K",), _EDIT),
    Action("save_copy", "Save the Kept Copy…", _C, 2, "Write the copy that is kept with a source to a file", (), _ONE),
    Action("rate_claim", "Rate Claim", _C, 3, "Go to the ratings and the verdict of this claim", ("Ctrl+R",), _EDIT),
    *(_rate(number) for number in range(1, 10)),
    Action("sign_verdict", "Sign Verdict", _C, 4, "Give the verdict that you have written", ("Ctrl+Return",), _EDIT),
    Action("withdraw_verdict", "Withdraw Verdict", _C, 4,
           "Take the standing verdict back; it stays in the ledger", (), _EDIT),
    Action("approve_verdict", "Approve Verdict", _C, 5,
           "As a second person: agree with the standing verdict", ("Ctrl+Shift+A",), _EDIT),
    Action("return_verdict", "Return Verdict…", _C, 5,
           "As a second person: say what is to be looked at again", ("Ctrl+Shift+R",), _EDIT),
    Action("accept_note", "Accept Author’s Note", _C, 6,
           "Make a claim of the note, or add it to the one at its words", ("Ctrl+F5",), _W),
    Action("dismiss_note", "Dismiss Author’s Note", _C, 6, "Make no claim of the note", ("Ctrl+Shift+F5",), _W),
    Action("accept_notes", "Accept All Author’s Notes", _C, 6, "Make claims of all open notes, in one step", (), _W),
    Action("dismiss_notes", "Dismiss All Author’s Notes", _C, 6, "Make no claims of the open notes", (), _W),
    Action("remove_claim", "Remove Claim", _C, 7, "Take the claim out of the project", ("Del",), _EDIT, "remove"),
    Action("next_claim", "Next Claim", _G, 1, "Go to the next claim in the article", ("Alt+Down", "J"), _A),
    Action("previous_claim", "Previous Claim", _G, 1, "Go to the claim before", ("Alt+Up", "K"), _A),
    Action("next_unchecked", "Next Unchecked", _G, 1,
           "Go to the next claim without a verdict", ("Ctrl+J",), _P, "next", 4),
    Action("next_stale", "Next Stale", _G, 1,
           "Go to the next claim whose verdict is of other words", ("Ctrl+Shift+J",), _P),
    Action("next_change", "Next Change", _G, 1, "Go to the next change between two versions", ("F7",), _A),
    Action("previous_change", "Previous Change", _G, 1, "Go to the change before", ("Shift+F7",), _A),
    Action("next_recheck", "Next Re-check", _G, 1,
           "Go to the next thing that a new version asks to be looked at", ("F8",), _A),
    Action("previous_recheck", "Previous Re-check", _G, 1, "Go to the one before", ("Shift+F8",), _A),
    Action("next_note", "Next Author’s Note", _G, 1,
           "Go to the next note that the author left in the draft", ("F5",), _A),
    Action("previous_note", "Previous Author’s Note", _G, 1, "Go to the note before", ("Shift+F5",), _A),
    Action("pass_recheck", "Pass Over", _G, 1,
           "A claim is gone for good, a sentence needs no check", ("Shift+F4",), _W),
    Action("show_in_text", "Show Claim in the Text", _G, 1,
           "Scroll the article to the claim", ("Ctrl+G",), _ONE, "target"),
    Action("go_back", "Back", _G, 2, "Return to where the last jump was made from", ("Alt+Left",), _A),
    Action("go_forward", "Forward", _G, 2, "Go again where Back came from", ("Alt+Right",), _A),
    Action("go_to_claim", "Go to Claim…", _G, 2,
           "Find any claim of the project by its words or number", ("Ctrl+Shift+G",), _P),
    Action("outline", "Outline…", _G, 2, "Go to a heading of the article", ("Ctrl+Shift+O",), _A),
    Action("show_claim", "Claim", _G, 3, "The claim, its evidence and its verdict", ("Ctrl+Shift+C",), _P),
    Action("show_claims", "All Claims", _G, 3, "The list of the article's claims", ("Ctrl+Shift+L",), _P),
    Action("show_history", "History", _G, 3, "Who changed what, and when", ("Ctrl+Shift+H",), _P, "history"),
    Action("compare_versions", "Compare Versions", _G, 3,
           "This version of the article and the one before it, side by side or in one text", ("Ctrl+F7",), _A),
    Action("review_revision", "Re-checks", _G, 3,
           "What a new version of the article asks to be looked at again", ("Ctrl+F8",), _A),
    Action("next_pane", "Next Pane", _G, 4, "Move the keyboard to the next pane", ("F6",), _P),
    Action("previous_pane", "Previous Pane", _G, 4, "Move the keyboard to the pane before", ("Shift+F6",), _P),
    Action("toggle_articles", "Articles", _V, 1,
           "Show or hide the list of articles", ("F9",), _P, "pane-left", 0, True),
    Action("toggle_desk", "Claim Panel", _V, 1,
           "Show or hide the claim panel", ("Shift+F9",), _P, "pane-right", 0, True),
    Action("zoom_in", "Larger Text", _V, 2, "Make the article's text larger", ("Ctrl++", "Ctrl+="), _P),
    Action("zoom_out", "Smaller Text", _V, 2, "Make the article's text smaller", ("Ctrl+-",), _P),
    Action("zoom_reset", "Normal Text Size", _V, 2, "Back to the usual size", ("Ctrl+0",), _P),
    Action("appearance", "Appearance…", _V, 2, "Theme, font, size and line spacing"),
    Action("theme_light", "Light Theme", _V, 3, "Dark ink on a light ground", (), checkable=True),
    Action("theme_dark", "Dark Theme", _V, 3, "Light ink on a dark ground", (), checkable=True),
    Action("theme_sepia", "Sepia Theme", _V, 3, "Warm paper, for long reading", (), checkable=True),
    Action("theme_contrast", "High Contrast Theme", _V, 3, "Black on white, frames that stand out", (), checkable=True),
    Action("theme_contrast_dark", "High Contrast Theme, Dark", _V, 3, "White on black", (), checkable=True),
    Action("theme_system", "Theme of the System", _V, 3, "Follow the system, by day and by night", (), checkable=True),
    Action("full_screen", "Full Screen", _V, 4, "Use the whole screen", ("F11",), checkable=True),
    Action("shortcuts", "Keyboard Shortcuts", _H, 1, "Every key at a glance", ("F1", "?")),
    Action("about", "About Annotator", _H, 2, "Version and licence"),
)  # fmt: skip
