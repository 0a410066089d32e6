package io.github.taxistream.ledger.reading;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.github.taxistream.trip.Instants;
import io.github.taxistream.trip.Measure;
import io.github.taxistream.trip.RejectReason;
import io.github.taxistream.trip.Trip;
import io.github.taxistream.trip.Zones;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** The members that count of one JSON object, and what the job has to make of them. */
final class PlainObject {

    /** Possessive: a million digits and a letter would be tried in all their parts. */
    private static final Pattern NUMBER =
            Pattern.compile("[+-]?(\\d++\\.?\\d*+|\\.\\d++)([eE][+-]?\\d{1,8})?");

    private static final BigDecimal BOUND = new BigDecimal("1e9");
    private static final long BOUND_SECONDS = 1_000_000_000L;
    private static final long SECONDS_2009 =
            PlainTime.of("2009-01-01 00:00:00")
                    .flatMap(time -> time.newYorkSeconds(Instants.REJECT))
                    .orElseThrow();

    /** Stands for a value that is neither text nor number; no number and no time reads so. */
    private static final String NOT_A_SCALAR = "?";

    /** What has to be there, and good, so that it matters what is there instead. */
    private static final Set<String> PLACES =
            Set.of(PlainNames.PICKUP.name(), PlainNames.ZONE.name());

    private final Instants instants;
    private final Map<String, String> values = new HashMap<>();
    private final Map<String, String> names = new HashMap<>();

    /**
     * Reads an object.
     *
     * @param json stands at its beginning
     */
    PlainObject(JsonParser json, Instants instants) throws IOException {
        this.instants = instants;
        while (json.nextToken() != JsonToken.END_OBJECT) {
            String name = PlainNames.plain(json.currentName());
            JsonToken token = json.nextToken();
            String meaning = PlainNames.of(name);
            if (meaning == null) {
                json.skipChildren();
                continue;
            }
            take(meaning, name, value(json, token));
        }
    }

    private static String value(JsonParser json, JsonToken token) throws IOException {
        if (token == JsonToken.VALUE_STRING) {
            return unquoted(json.getText());
        }
        if (token == JsonToken.VALUE_NUMBER_INT || token == JsonToken.VALUE_NUMBER_FLOAT) {
            // NaN and the infinities are what Python writes for a missing number.
            return json.isNaN() ? "" : json.getText();
        }
        json.skipChildren();
        return token == JsonToken.VALUE_NULL ? "" : NOT_A_SCALAR;
    }

    /** Without a pair of quotes that CSV has left around the value. */
    private static String unquoted(String text) {
        String plain = text.trim();
        boolean isQuoted =
                plain.length() >= 2
                        && (plain.charAt(0) == '"' || plain.charAt(0) == '\'')
                        && plain.charAt(plain.length() - 1) == plain.charAt(0);
        return isQuoted ? plain.substring(1, plain.length() - 1).trim() : plain;
    }

    /** The last counts, but a missing value does not replace one under another name. */
    private void take(String meaning, String name, String value) {
        boolean hasOther = !text(meaning).isEmpty() && !name.equals(names.get(meaning));
        boolean isNothing = value.isEmpty() || NullWords.has(value);
        if (!isNothing || !hasOther) {
            names.put(meaning, name);
            // A word in the place of a time or a zone is one that cannot be read.
            values.put(meaning, isNothing && !PLACES.contains(meaning) ? "" : value);
        }
    }

    private boolean has(PlainNames meaning) {
        return !text(meaning.name()).isEmpty();
    }

    private String text(String meaning) {
        return values.getOrDefault(meaning, "");
    }

    /**
     * The first reason to reject the object, or null.
     *
     * @param latestMillis the latest pickup that is not in the future, wall clock
     */
    RejectReason reason(long latestMillis) {
        if (!has(PlainNames.PICKUP)) {
            return RejectReason.MISSING_PICKUP_TIME;
        }
        Optional<Long> pickup = time(PlainNames.PICKUP).flatMap(t -> t.newYorkSeconds(instants));
        if (pickup.isEmpty()) {
            return RejectReason.BAD_PICKUP_TIME;
        }
        if (pickup.get() < SECONDS_2009) {
            return RejectReason.PICKUP_BEFORE_2009;
        }
        if (pickup.get() * 1000 > latestMillis) {
            return RejectReason.PICKUP_IN_FUTURE;
        }
        if (!has(PlainNames.ZONE)) {
            return RejectReason.MISSING_ZONE;
        }
        return number(PlainNames.ZONE).filter(PlainObject::isZone).isPresent()
                ? null
                : RejectReason.BAD_ZONE;
    }

    private static boolean isZone(BigDecimal number) {
        return number.compareTo(BigDecimal.ONE) >= 0
                && number.compareTo(BigDecimal.valueOf(Zones.COUNT)) <= 0
                && number.stripTrailingZeros().scale() <= 0;
    }

    /** The trip, if there is no reason to reject the object. */
    Trip trip() {
        return Trip.of(
                number(PlainNames.ZONE).orElseThrow().intValueExact(),
                pickup().newYorkSeconds(instants).orElseThrow() * 1000,
                Measure.ALL.stream().mapToLong(this::value).toArray());
    }

    private PlainTime pickup() {
        return time(PlainNames.PICKUP).orElseThrow();
    }

    /**
     * What the object adds to a measure; one without a rule of its own is called like its column.
     */
    private long value(Measure measure) {
        switch (measure) {
            case TRIPS:
                return 1;
            case PASSENGERS:
                return scaled(PlainNames.PASSENGERS, 0);
            case DURATION:
                return durationSeconds();
            case DISTANCE:
                return scaled(PlainNames.DISTANCE, 2);
            case FARE:
                return first(PlainNames.FARE, PlainNames.RIDER_FARE);
            case TIP:
                return first(PlainNames.TIP, PlainNames.RIDER_TIP);
            case TOLLS:
                return first(PlainNames.TOLLS, PlainNames.RIDER_TOLLS);
            case TOTAL:
                return totalCents();
            default:
                String meaning = PlainNames.of(PlainNames.plain(measure.column()));
                return scaled(text(meaning), measure.scale());
        }
    }

    private long durationSeconds() {
        long seconds =
                time(PlainNames.DROPOFF)
                        .filter(dropoff -> dropoff.newYorkSeconds(instants).isPresent())
                        .map(dropoff -> pickup().secondsUntil(dropoff, instants))
                        .orElse(0L);
        return seconds < 0 || seconds >= BOUND_SECONDS ? 0 : seconds;
    }

    private long first(PlainNames usual, PlainNames other) {
        return scaled(has(usual) ? usual : other, 2);
    }

    /** HVFHV has no total: it is what the rider paid. */
    private long totalCents() {
        boolean isHvfhv =
                has(PlainNames.RIDER_FARE)
                        || has(PlainNames.RIDER_TIP)
                        || has(PlainNames.RIDER_TOLLS)
                        || has(PlainNames.BLACK_CAR_FUND)
                        || has(PlainNames.SALES_TAX);
        if (has(PlainNames.TOTAL) || !isHvfhv) {
            return scaled(PlainNames.TOTAL, 2);
        }
        long sum =
                first(PlainNames.FARE, PlainNames.RIDER_FARE)
                        + first(PlainNames.TIP, PlainNames.RIDER_TIP)
                        + first(PlainNames.TOLLS, PlainNames.RIDER_TOLLS)
                        + scaled(PlainNames.BLACK_CAR_FUND, 2)
                        + scaled(PlainNames.SALES_TAX, 2)
                        + scaled(PlainNames.CONGESTION, 2)
                        + scaled(PlainNames.AIRPORT, 2)
                        + scaled(PlainNames.CONGESTION_ZONE, 2);
        return BigDecimal.valueOf(sum, 2).abs().compareTo(BOUND) >= 0 ? 0 : sum;
    }

    private long scaled(PlainNames meaning, int scale) {
        return scaled(text(meaning.name()), scale);
    }

    private static long scaled(String text, int scale) {
        Optional<BigDecimal> number = number(text);
        // A huge exponent would make a huge number of digits.
        if (number.isEmpty() || (long) number.get().precision() - number.get().scale() > 12) {
            return 0;
        }
        BigDecimal rounded = number.get().setScale(scale, RoundingMode.HALF_UP);
        return rounded.abs().compareTo(BOUND) >= 0 ? 0 : rounded.unscaledValue().longValueExact();
    }

    private Optional<BigDecimal> number(PlainNames meaning) {
        return number(text(meaning.name()));
    }

    private static Optional<BigDecimal> number(String text) {
        return NUMBER.matcher(text).matches()
                ? Optional.of(new BigDecimal(text))
                : Optional.empty();
    }

    private Optional<PlainTime> time(PlainNames meaning) {
        return PlainTime.of(text(meaning.name()));
    }
}
