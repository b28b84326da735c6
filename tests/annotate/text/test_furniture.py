"""What a page says for itself beside an article is not read; a paragraph that may be text is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from verbatim.annotate import lang, read
from verbatim.annotate.text.furniture import furniture, is_furniture, without_furniture

FURNITURE = """\
Advertisement
ADVERTISEMENT
Article continues below advertisement.
Read more: ‘Nobody asked us’, say the fishermen of Sund
READ MORE: Ferry to stop at nine
Read more
Related: The wall that never was
RELATED STORIES
Most read
See also: What the harbour costs
• You may also like: A walk along the quay
WATCH: The last ferry leaves Tarsk
Video: Inside the tidal gate
More from: Mara Quill
Share this article
Leave a comment
Tags: harbour, council, storm
Filed under: Sund, the sea
Sign up for our newsletter
Sign up here for our morning briefing on the harbour.
Sign up to get an e-mail from Mara Quill when she publishes a new story.
Want more of the sea? Sign up for her newsletter, The Tide.
Subscribe to the Courier’s podcast here.
For more, sign up for the Tide newsletter.
Click here to see all our pictures of the storm.
Follow Mara Quill on Twitter @maraquill.
Follow us on Facebook, Instagram and YouTube
Follow @sundcourier.
Like us on Facebook to get the latest from the harbour.
Twitter: @maraquill
Download the Courier’s app to read it on the quay.
Get the day’s news from Sund delivered to your inbox.
Have you got a story? Email newsroom@courier.example.
Watch the video above.
Read the rest of the story at the Hallowick Echo.
To play this video you need to enable JavaScript in your browser.
© 2031 The Sund Courier. All rights reserved.
(c) 2031 The Sund Courier
Copyright 2031 The Sund Courier. This material may not be published, broadcast, rewritten or redistributed.
This article was originally published on The Long Shore. Read the original article.
This story first appeared in the Hallowick Echo.
A version of this column was first published in The Tide.
Photo: Otto Lund
Photograph: Otto Lund/The Sund Courier
Image caption The wall on Sunday
Otto Lund/Reuters
Petra Vance via Getty Images.
AFP/Otto Lund
The wall on Sunday, before the vote. (Photo: Otto Lund)
Ada Vell looks out over the harbour in 2030. (AP Photo/Otto Lund)
Ada Vell looks out over the harbour in 2030. (Otto Lund/AFP/Getty Images)
Home | News | Sport | Contact"""

TEXT = """\
Note: the ferry does not sail on Mondays.
The council met on Monday.
“Sign up for our newsletter,” said Ada Vell.
“Follow me on Twitter,” he said, and left.
Sign up for the swimming class by calling the council before Friday.
Follow the coast path to the lighthouse, and turn left.
Like many voters, Ada Vell first heard of the plan on Facebook.
Share prices fell on Monday.
Share of the vote: 31 percent for Vell, 29 for Marr.
Read more books, she told the children of Sund.
Related companies paid nothing.
Advertisement spending fell by a third, the company said.
Most popular: the ferry to Tarsk, with 1.9 million passengers.
Up next: the council votes on Friday.
Subscribe or not, the paper closes in May.
Subscribers get the news here first, the paper said.
Copyright law has no answer to that, said Ida Marr.
This article of the treaty was never published.
This report was a scandal, and it was published on Monday.
The story first appeared in the Hallowick Echo, which stands by it.
Photographs of the wall were shown to the judge.
Photo shops close all over Sund.
She told the story to Reuters/AP.
LONDON (Reuters) - The wall stays.
Get the boats in, the harbour master told them.
Watch out for the tide, said Jon Marr, who lost a boat there.
Read her statement in full below:
Click languages are spoken there.
Contact with the islands was lost at nine.
Ada Vell: Follow the money.
Newsletter writers earn little, he said.
Correction: the wall is two metres high.
By Mara Quill"""


@pytest.mark.parametrize("paragraph", FURNITURE.split("\n"))
def test_a_paragraph_that_is_a_pages_own_is_furniture(paragraph: str) -> None:
    assert is_furniture(paragraph)


@pytest.mark.parametrize("paragraph", TEXT.split("\n"))
def test_a_paragraph_that_may_be_text_is_text(paragraph: str) -> None:
    assert not is_furniture(paragraph)
    assert furniture(f"The wall stays\n\n{paragraph}\n\nIt is old.") == []


def test_lines_without_a_stop_below_the_label_of_a_list_are_links() -> None:
    links = "Related stories\n‘Nobody asked us’, says Ada Vell\nFerry to stop at nine"
    text = f"The wall stays.\n{links}\nThe council met on Monday.\nFerry to stop"
    assert "\n".join(span.of(text) for span in furniture(text)) == links


@pytest.mark.parametrize(
    "paragraph", ["Read more: ‘Nobody asked us at all’, says Jon Marr", "Follow Jon Marr on Twitter."]
)
def test_nobody_speaks_and_nobody_is_named_in_furniture(paragraph: str) -> None:
    text = f"“The wall is of paper,” said Ada Vell.\n\n{paragraph}\n\nIt was built on 4 March 2031."
    reading = read(text, "2031-03-05")
    assert [row.speaker for row in reading.quotes] == ["Ada Vell"]
    assert [person.name for person in reading.people] == ["Ada Vell"]
    assert [row.span.of(text) for row in reading.dates] == ["4 March 2031"]


def test_the_list_says_how_each_of_its_entries_is_used() -> None:
    assert set(lang.pairs("furniture").values()) == {"alone", "label", "link", "list"}
    assert all(entry == entry.lower() for entry in lang.pairs("furniture"))


@given(st.text("aB:.|@ \n\r“”(/", max_size=60) | st.sampled_from(FURNITURE.split("\n")))
def test_every_offset_and_line_end_stays(text: str) -> None:
    text = f"The wall stays.\n{text}\nIt is old."
    bare = without_furniture(text)
    assert len(bare) == len(text)
    assert all(one == other or (one == " " and other not in "\r\n") for one, other in zip(bare, text, strict=True))
