package io.github.taxistream.parse;

import static io.github.taxistream.parse.Parsing.trip;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.taxistream.parse.json.MemberNames;
import io.github.taxistream.trip.Instants;
import io.github.taxistream.trip.Measure;
import io.github.taxistream.trip.Trip;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The table of names in docs/input-and-output.md, and the data sets that it is made from. */
class NamesTest {

    private static final Path DOCS = Path.of("docs/input-and-output.md");
    private static final Pattern CODE = Pattern.compile("`([^`]+)`");
    private static final Map<String, Measure> MEASURES =
            Map.of(
                    "passengers", Measure.PASSENGERS,
                    "distance", Measure.DISTANCE,
                    "fare", Measure.FARE,
                    "tip", Measure.TIP,
                    "tolls", Measure.TOLLS,
                    "total", Measure.TOTAL,
                    "parts of a total that is missing", Measure.TOTAL);

    /** A name, and what the docs say that it names. */
    record Named(String meaning, String name) {}

    @Test
    void tableHasAllNamesThatCountAndNoOther() throws IOException {
        assertThat(named().stream().map(named -> MemberNames.plain(named.name())))
                .containsAll(new TripMembers(Instants.REJECT).allNames());
        assertThat(new TripMembers(Instants.REJECT).allNames())
                .containsAll(
                        named().stream()
                                .map(named -> MemberNames.plain(named.name()))
                                .collect(Collectors.toSet()));
    }

    @ParameterizedTest
    @MethodSource("named")
    void nameInTheTableIsRead(Named named) {
        String name = named.name();
        switch (named.meaning()) {
            case "pickup time" ->
                    assertThat(trip("{'" + name + "':'2024-01-31 09:00:00','PULocationID':4}"))
                            .isNotNull();
            case "drop-off time" ->
                    assertThat(with(name, "'2024-01-31 10:15:07'").get(Measure.DURATION))
                            .isEqualTo(7);
            case "pickup zone" ->
                    assertThat(
                                    trip("{'pickup_datetime':'2024-01-31 09:00:00','"
                                                    + name
                                                    + "':74}")
                                            .zoneId())
                            .isEqualTo(74);
            case "passengers" -> assertThat(with(name, "3").get(Measure.PASSENGERS)).isEqualTo(3);
            default -> {
                String hvfhv = named.meaning().startsWith("parts") ? ",'tips':0" : "";
                Measure measure = measure(named.meaning());
                assertThat(with(name, "12.80" + hvfhv).get(measure)).isEqualTo(1280);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("named")
    void caseUnderscoresAndWhitespaceDoNotMatter(Named named) {
        String plain = MemberNames.plain(named.name());
        for (String variant :
                List.of(
                        plain,
                        named.name().toUpperCase(java.util.Locale.ROOT),
                        named.name().replace("_", ""),
                        named.name().replace('_', ' '),
                        " " + named.name() + "_",
                        plain.substring(0, 2) + "_ _" + plain.substring(2))) {
            nameInTheTableIsRead(new Named(named.meaning(), variant));
        }
    }

    @Test
    void tripOfHvfhvHasTheSumOfWhatTheRiderPaidForItsTotal() {
        String record =
                "{'hvfhs_license_num':'HV0005','request_datetime':'2024-01-31 09:50:00',"
                        + "'pickup_datetime':'2024-01-31 10:00:00','dropoff_datetime':"
                        + "'2024-01-31 10:10:00','PULocationID':79,'trip_miles':2.5,'trip_time':600,"
                        + "'base_passenger_fare':20.1,'tolls':3.2,'bcf':0.6,'sales_tax':1.8,"
                        + "'congestion_surcharge':2.75,'airport_fee':0.0,'tips':4.0,"
                        + "'driver_pay':15.0,'cbd_congestion_fee':1.5}";
        Trip trip = trip(record);
        assertThat(trip.get(Measure.DISTANCE)).isEqualTo(250);
        assertThat(trip.get(Measure.DURATION)).isEqualTo(600);
        assertThat(trip.get(Measure.FARE)).isEqualTo(2010);
        assertThat(trip.get(Measure.TIP)).isEqualTo(400);
        assertThat(trip.get(Measure.TOLLS)).isEqualTo(320);
        assertThat(trip.get(Measure.TOTAL)).isEqualTo(3395);

        Trip withNulls = trip(record.replace("'tips':4.0", "'tips':null").replace("0.0", "NaN"));
        assertThat(withNulls.get(Measure.TOTAL)).isEqualTo(2995);
        Trip withTotal = trip(record.replace("'bcf':0.6", "'total_amount':1,'bcf':0.6"));
        assertThat(withTotal.get(Measure.TOTAL)).isEqualTo(100);
        Trip withNoTotal = trip(record.replace("'bcf':0.6", "'total_amount':NaN,'bcf':0.6"));
        assertThat(withNoTotal.get(Measure.TOTAL)).isEqualTo(3395);
    }

    @Test
    void tripOfAnotherSetWithoutATotalHasNone() {
        Trip trip =
                trip(
                        Parsing.TRIP
                                + ",'fare_amount':1,'congestion_surcharge':2.5,"
                                + "'Airport_fee':1.25}");
        assertThat(trip.get(Measure.TOTAL)).isZero();
    }

    @Test
    void usualNameGoesBeforeThatOfHvfhvUnlessItHasNoValue() {
        assertThat(
                        trip(Parsing.TRIP + ",'fare_amount':1,'base_passenger_fare':2}")
                                .get(Measure.FARE))
                .isEqualTo(100);
        assertThat(
                        trip(Parsing.TRIP + ",'fare_amount':null,'base_passenger_fare':2}")
                                .get(Measure.FARE))
                .isEqualTo(200);
    }

    /** One that the list does not have is called like its column. */
    private static Measure measure(String meaning) {
        return MEASURES.containsKey(meaning)
                ? MEASURES.get(meaning)
                : Measure.ALL.stream()
                        .filter(measure -> measure.column().equals(meaning.replace(' ', '_')))
                        .findAny()
                        .orElseThrow();
    }

    private static Trip with(String name, String value) {
        return trip(Parsing.TRIP + ",'" + name + "':" + value + "}");
    }

    /** Every name in the table; where one row has none for its meaning, that of the row above. */
    static List<Named> named() throws IOException {
        List<Named> all = new ArrayList<>();
        String meaning = "";
        for (String line : Files.readAllLines(DOCS)) {
            String[] cells = line.split("\\|", -1);
            boolean isRow = cells.length == 5 && cells[2].contains("`") && !meaning.equals("end");
            if (line.startsWith("| value | names |")) {
                meaning = "begun";
            } else if (meaning.isEmpty() || !isRow) {
                meaning = !meaning.isEmpty() && line.isEmpty() ? "end" : meaning;
            } else {
                meaning = cells[1].isBlank() ? meaning : cells[1].trim();
                for (Matcher names = CODE.matcher(cells[2] + cells[3]); names.find(); ) {
                    all.add(new Named(meaning, names.group(1)));
                }
            }
        }
        assertThat(all).hasSizeGreaterThan(30);
        return all;
    }
}
