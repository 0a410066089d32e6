package io.github.taxistream.support;

import io.github.taxistream.trip.Measure;
import io.github.taxistream.trip.Pane;
import io.github.taxistream.trip.Trip;
import io.github.taxistream.trip.TripEnvelope;
import io.github.taxistream.trip.ZoneHour;
import io.github.taxistream.trip.ZoneHourKey;
import io.github.taxistream.trip.ZoneHourTotals;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.stream.Collectors;

/**
 * The words in which tests speak of trips. All of them are of one Wednesday, 31 January 2024; what
 * is not named of a trip follows from its zone.
 */
public final class Trips {

    private static final String DAY = "2024-01-31";

    private Trips() {}

    /** The milliseconds of a time of day like {@code 10:59} or {@code 10:59:30}. */
    public static long at(String timeOfDay) {
        return Instant.parse(
                        DAY + "T" + (timeOfDay.length() == 5 ? timeOfDay + ":00" : timeOfDay) + "Z")
                .toEpochMilli();
    }

    /** A trip from a zone at a time of day. */
    public static Trip tripAt(int zone, String timeOfDay) {
        return new Trip(
                zone,
                at(timeOfDay),
                zone % 4,
                zone * 10L,
                zone + 25L,
                zone * 100L,
                zone,
                zone % 7,
                zone * 101L);
    }

    /** The same as the source gives it, arrived ten minutes later. */
    public static TripEnvelope envelope(Trip trip) {
        return TripEnvelope.of(trip, trip.pickupMillis() + 600_000);
    }

    /** The totals of so many {@link #tripAt} of a zone and hour. */
    public static ZoneHour row(int zone, String hour, int trips, Pane pane) {
        ZoneHourTotals totals = ZoneHourTotals.NONE;
        for (int i = 0; i < trips; i++) {
            totals = totals.plus(ZoneHourTotals.of(tripAt(zone, hour)));
        }
        return new ZoneHour(new ZoneHourKey(zone, at(hour)), totals, pane);
    }

    /** A partial total, as the combiner gives it. */
    public static ZoneHour partial(int zone, String hour, int trips) {
        return row(zone, hour, trips, Pane.LATE);
    }

    /** The record of a {@link #tripAt}, with the names of the yellow cabs. */
    public static byte[] recordOf(Trip trip) {
        String measures =
                Measure.READ.stream()
                        .map(
                                measure ->
                                        String.format(
                                                ",\"%s\":%s",
                                                measure.memberNames().get(0),
                                                measure.decimal(trip.get(measure))))
                        .collect(Collectors.joining());
        return String.format(
                        "{\"tpep_pickup_datetime\":\"%s\",\"tpep_dropoff_datetime\":\"%s\","
                                + "\"PULocationID\":%d%s}",
                        wallClock(trip.pickupMillis()),
                        wallClock(trip.pickupMillis() + trip.get(Measure.DURATION) * 1000),
                        trip.zoneId(),
                        measures)
                .getBytes(StandardCharsets.UTF_8);
    }

    private static String wallClock(long millis) {
        return Instant.ofEpochMilli(millis).toString().replace('T', ' ').replace("Z", "");
    }
}
