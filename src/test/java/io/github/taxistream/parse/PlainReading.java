package io.github.taxistream.parse;

import static com.fasterxml.jackson.databind.DeserializationFeature.FAIL_ON_TRAILING_TOKENS;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.taxistream.trip.RejectReason;
import io.github.taxistream.trip.Trip;
import io.github.taxistream.trip.Zones;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Reads a record as the docs have it, slowly: a tree for each value, BigDecimal, LocalDateTime. */
final class PlainReading {

    private static final ObjectMapper JSON =
            new ObjectMapper(
                            JsonFactory.builder()
                                    .streamReadConstraints(
                                            StreamReadConstraints.builder()
                                                    .maxNestingDepth(Integer.MAX_VALUE)
                                                    .maxNumberLength(Integer.MAX_VALUE)
                                                    .maxStringLength(Integer.MAX_VALUE)
                                                    .maxNameLength(Integer.MAX_VALUE)
                                                    .build())
                                    .build())
                    .enable(FAIL_ON_TRAILING_TOKENS);

    private static final Map<String, String> NAMES = new HashMap<>();

    static {
        for (String cab : List.of("tpep_", "lpep_", "")) {
            NAMES.put(cab + "pickup_datetime", "pickup");
            NAMES.put(cab + "dropoff_datetime", "dropoff");
        }
        NAMES.put("pulocationid", "zone");
        NAMES.put("pickup_location_id", "zone");
        for (String own :
                List.of(
                        "passenger_count",
                        "trip_distance",
                        "fare_amount",
                        "tip_amount",
                        "tolls_amount",
                        "total_amount")) {
            NAMES.put(own, own);
        }
    }

    /** The JSON of each member that counts: of duplicates the last. */
    private final Map<String, String> values = new HashMap<>();

    /** Takes the members as they stand in the record: names, and the JSON of their values. */
    PlainReading(List<Map.Entry<String, String>> members) {
        Map<String, String> names = new HashMap<>();
        for (Map.Entry<String, String> member : members) {
            String name = member.getKey().toLowerCase(Locale.ROOT);
            String meaning = NAMES.get(name);
            if (meaning == null) {
                continue;
            }
            boolean isNone = jsonText(member.getValue()).isEmpty();
            boolean hasOther = valueText(meaning).isPresent() && !name.equals(names.get(meaning));
            if (!isNone || !hasOther) {
                names.put(meaning, name);
                values.put(meaning, member.getValue());
            }
        }
    }

    /** Whether the bytes are JSON to Jackson's tree. */
    static boolean isJson(byte[] record) {
        try {
            return !JSON.readTree(record).isMissingNode();
        } catch (IOException e) {
            return false;
        }
    }

    Optional<RejectReason> rejectReason(long latestPickupMillis) {
        if (valueText("pickup").isEmpty()) {
            return Optional.of(RejectReason.MISSING_PICKUP_TIME);
        }
        Optional<LocalDateTime> pickup = time("pickup");
        if (pickup.isEmpty()) {
            return Optional.of(RejectReason.BAD_PICKUP_TIME);
        }
        if (pickup.get().getYear() < 2009) {
            return Optional.of(RejectReason.PICKUP_BEFORE_2009);
        }
        if (seconds(pickup.get()) * 1000 > latestPickupMillis) {
            return Optional.of(RejectReason.PICKUP_IN_FUTURE);
        }
        if (valueText("zone").isEmpty()) {
            return Optional.of(RejectReason.MISSING_ZONE);
        }
        Optional<BigDecimal> zone = number("zone");
        boolean isZone =
                zone.isPresent()
                        && zone.get().remainder(BigDecimal.ONE).signum() == 0
                        && zone.get().compareTo(BigDecimal.ONE) >= 0
                        && zone.get().compareTo(BigDecimal.valueOf(Zones.COUNT)) <= 0;
        return isZone ? Optional.empty() : Optional.of(RejectReason.BAD_ZONE);
    }

    Trip trip() {
        LocalDateTime pickup = time("pickup").orElseThrow();
        long duration = time("dropoff").map(time -> seconds(time) - seconds(pickup)).orElse(0L);
        return new Trip(
                number("zone").orElseThrow().intValueExact(),
                seconds(pickup) * 1000,
                scaled("passenger_count", 0),
                Math.max(0, duration),
                scaled("trip_distance", 2),
                scaled("fare_amount", 2),
                scaled("tip_amount", 2),
                scaled("tolls_amount", 2),
                scaled("total_amount", 2));
    }

    private long scaled(String meaning, int scale) {
        BigDecimal number =
                number(meaning).orElse(BigDecimal.ZERO).setScale(scale, RoundingMode.HALF_UP);
        return number.abs().compareTo(new BigDecimal("1e9")) >= 0
                ? 0
                : number.unscaledValue().longValueExact();
    }

    private Optional<BigDecimal> number(String meaning) {
        return valueText(meaning)
                .map(String::trim)
                .filter(text -> text.matches("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?"))
                .map(BigDecimal::new);
    }

    private Optional<LocalDateTime> time(String meaning) {
        if (!values.getOrDefault(meaning, "").startsWith("\"")) {
            return Optional.empty();
        }
        return valueText(meaning)
                .map(String::trim)
                .filter(
                        text ->
                                text.matches(
                                        "\\d{4}-\\d\\d-\\d\\d[ T]\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?"))
                .flatMap(text -> calendarTime(text.substring(0, 19).replace(' ', 'T')));
    }

    private static Optional<LocalDateTime> calendarTime(String text) {
        try {
            return Optional.of(LocalDateTime.parse(text));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    private Optional<String> valueText(String meaning) {
        return jsonText(values.getOrDefault(meaning, "null"));
    }

    /**
     * What a string says, or how a number or anything else is written; empty if there is nothing.
     * Blank is, as to {@link String#trim}, what is no more than U+0020: Unicode's other blanks are
     * none in a record.
     */
    private static Optional<String> jsonText(String json) {
        try {
            JsonNode value = JSON.readTree(json);
            String text = value.isTextual() ? value.textValue() : json;
            return value.isNull() || text.trim().isEmpty() ? Optional.empty() : Optional.of(text);
        } catch (IOException e) {
            throw new AssertionError(json, e);
        }
    }

    private static long seconds(LocalDateTime time) {
        return time.toEpochSecond(ZoneOffset.UTC);
    }
}
