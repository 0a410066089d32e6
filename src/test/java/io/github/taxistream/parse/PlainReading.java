package io.github.taxistream.parse;

import static com.fasterxml.jackson.databind.DeserializationFeature.FAIL_ON_TRAILING_TOKENS;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.taxistream.trip.Measure;
import io.github.taxistream.trip.RejectReason;
import io.github.taxistream.trip.Trip;
import io.github.taxistream.trip.Zones;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.format.ResolverStyle;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

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
                                    .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
                                    .build())
                    .enable(FAIL_ON_TRAILING_TOKENS);

    private static final List<String> OTHER_PARTS =
            List.of("bcf", "salestax", "congestionsurcharge", "airportfee", "cbdcongestionfee");

    private static final Map<String, String> NAMES = new HashMap<>();

    static {
        for (String cab : List.of("tpep", "lpep", "", "trip")) {
            NAMES.put(cab + "pickupdatetime", "pickup");
            NAMES.put(cab + "dropoffdatetime", "dropoff");
        }
        NAMES.put("pulocationid", "zone");
        NAMES.put("pickuplocationid", "zone");
        NAMES.put("passengercount", "passengers");
        NAMES.put("tripdistance", "distance");
        NAMES.put("tripmiles", "distance");
        for (String amount : List.of("fare", "tip", "tolls", "total")) {
            NAMES.put(amount + "amount", amount);
            NAMES.put(amount + "amt", amount);
        }
        NAMES.put("basepassengerfare", "rider's fare");
        NAMES.put("tips", "rider's tip");
        NAMES.put("tolls", "rider's tolls");
        for (String part : OTHER_PARTS) {
            NAMES.put(part, part);
        }
        for (Measure measure : Measure.ALL) {
            NAMES.putIfAbsent(plain(measure.column()), "column " + measure.column());
        }
    }

    /** The JSON of each member that counts: of duplicates the last. */
    private final Map<String, String> values = new HashMap<>();

    /** Takes the members as they stand in the record: names, and the JSON of their values. */
    PlainReading(List<Map.Entry<String, String>> members) {
        Map<String, String> names = new HashMap<>();
        for (Map.Entry<String, String> member : members) {
            String name = plain(member.getKey());
            String meaning = NAMES.get(name);
            if (meaning == null) {
                continue;
            }
            boolean isNone =
                    jsonText(member.getValue()).map(PlainReading::saysNothing).orElse(true);
            boolean hasOther = valueText(meaning).isPresent() && !name.equals(names.get(meaning));
            if (!isNone || !hasOther) {
                names.put(meaning, name);
                boolean isPlace = meaning.equals("pickup") || meaning.equals("zone");
                values.put(meaning, isNone && !isPlace ? "null" : member.getValue());
            }
        }
    }

    private static String plain(String name) {
        return name.replaceAll("[_\\x00- ]", "").toLowerCase(Locale.ROOT);
    }

    private static boolean saysNothing(String text) {
        return unquoted(text).matches("(?i)null|none|nan|nat|na|n/a|<na>|\\\\n");
    }

    /** Whether the bytes are JSON to Jackson's tree. */
    static boolean isJson(byte[] record) {
        try {
            return !JSON.readTree(record).isMissingNode();
        } catch (IOException e) {
            return false;
        }
    }

    /** Whether the bytes are nothing but JSON values to Jackson, one at least. */
    static boolean areJsonValues(byte[] record) {
        try (JsonParser values = JSON.createParser(record)) {
            boolean isAny = false;
            while (values.nextToken() != null) {
                values.skipChildren();
                isAny = true;
            }
            return isAny;
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
        long fare = hundredths("fare", "rider's fare");
        long tip = hundredths("tip", "rider's tip");
        long tolls = hundredths("tolls", "rider's tolls");
        long parts = fare + tip + tolls + OTHER_PARTS.stream().mapToLong(this::hundredths).sum();
        boolean isSum =
                valueText("total").isEmpty()
                        && List.of(
                                        "rider's fare",
                                        "rider's tip",
                                        "rider's tolls",
                                        "bcf",
                                        "salestax")
                                .stream()
                                .anyMatch(part -> valueText(part).isPresent());
        Map<Measure, Long> known =
                Map.of(
                        Measure.TRIPS,
                        1L,
                        Measure.PASSENGERS,
                        scaled("passengers", 0),
                        Measure.DURATION,
                        duration < 0 || duration >= 1_000_000_000L ? 0 : duration,
                        Measure.DISTANCE,
                        hundredths("distance"),
                        Measure.FARE,
                        fare,
                        Measure.TIP,
                        tip,
                        Measure.TOLLS,
                        tolls,
                        Measure.TOTAL,
                        !isSum
                                ? hundredths("total")
                                : Math.abs(parts) < 100_000_000_000L ? parts : 0);
        return Trip.of(
                number("zone").orElseThrow().intValueExact(),
                seconds(pickup) * 1000,
                Measure.ALL.stream()
                        .mapToLong(
                                measure ->
                                        known.containsKey(measure)
                                                ? known.get(measure)
                                                : likeItsColumn(measure))
                        .toArray());
    }

    private long likeItsColumn(Measure measure) {
        return scaled(NAMES.get(plain(measure.column())), measure.scale());
    }

    private long hundredths(String meaning, String otherMeaning) {
        return hundredths(valueText(meaning).isPresent() ? meaning : otherMeaning);
    }

    private long hundredths(String meaning) {
        return scaled(meaning, 2);
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
                .map(PlainReading::unquoted)
                .filter(text -> text.matches("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?"))
                .map(BigDecimal::new);
    }

    private Optional<LocalDateTime> time(String meaning) {
        if (!values.getOrDefault(meaning, "").startsWith("\"")) {
            return Optional.empty();
        }
        return valueText(meaning)
                .map(PlainReading::unquoted)
                .flatMap(
                        text ->
                                text.matches(
                                                "\\d{4}-\\d\\d-\\d\\d[ T]\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?")
                                        ? calendarTime(text.substring(0, 19).replace(' ', 'T'))
                                        : twelveHourTime(text));
    }

    private static Optional<LocalDateTime> twelveHourTime(String text) {
        Matcher time =
                Pattern.compile(
                                "(\\d{1,2}/\\d{1,2}/\\d{4}) (\\d{1,2}:\\d\\d)(:\\d\\d)?(?:\\.\\d+)? ([AaPp][Mm])")
                        .matcher(text);
        if (!time.matches()) {
            return Optional.empty();
        }
        String whole =
                time.group(1)
                        + ' '
                        + time.group(2)
                        + (time.group(3) == null ? ":00" : time.group(3))
                        + ' '
                        + time.group(4).toUpperCase(Locale.ROOT);
        try {
            return Optional.of(
                    LocalDateTime.parse(
                            whole,
                            DateTimeFormatter.ofPattern("M/d/uuuu h:mm:ss a", Locale.ENGLISH)
                                    .withResolverStyle(ResolverStyle.STRICT)));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    private static String unquoted(String text) {
        String trimmed = text.trim();
        return trimmed.length() > 1 && trimmed.matches("(?s)([\"']).*\\1")
                ? trimmed.substring(1, trimmed.length() - 1).trim()
                : trimmed;
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
            boolean isNone =
                    value.isNull()
                            || (value.isNumber() && isNotFinite(json))
                            || (value.isTextual() ? unquoted(text) : text).isEmpty();
            return isNone ? Optional.empty() : Optional.of(text);
        } catch (IOException e) {
            throw new AssertionError(json, e);
        }
    }

    private static boolean isNotFinite(String json) {
        return json.matches("NaN|[+-]?Infinity|[+-]INF");
    }

    private static long seconds(LocalDateTime time) {
        return time.toEpochSecond(ZoneOffset.UTC);
    }
}
