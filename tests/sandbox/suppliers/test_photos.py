"""Photos are real pictures, the same for a hotel every time, and of different things."""

from io import BytesIO

from PIL import Image, ImageStat

from .city import City


async def picture(city: City, url: str) -> tuple[Image.Image, bytes]:
    answer = await city.http.get(url)
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "image/jpeg"
    assert "max-age" in answer.headers["cache-control"]
    return Image.open(BytesIO(answer.content)), answer.content


async def test_the_photos_of_an_answer_can_be_fetched(city: City) -> None:
    [hotel, *_] = await city.serpapi_hotels()
    taken = [await picture(city, image["original_image"]) for image in hotel["images"]]

    assert {image.size for image, _ in taken} == {(800, 600)}
    assert len({content for _, content in taken}) == len(taken)
    for image, _ in taken:
        assert min(ImageStat.Stat(image).stddev) > 15, "a flat picture shows nothing"


async def test_a_photo_is_the_same_in_another_process_and_of_another_hotel_different(
    city: City,
) -> None:
    first, second = (await city.show())[:2]
    (_, here), (_, there) = [await picture(city, h["photo"]) for h in (first, second)]
    (_, again) = await picture(City(), first["photo"])

    assert here == again
    assert here != there


async def test_a_photo_that_was_never_offered_is_not_found(city: City) -> None:
    for path in ("1-01/1", "90000001-00/0", "90000001-00/99"):
        assert (await city.http.get(f"/sandbox/photos/{path}.jpg")).status_code == 404
