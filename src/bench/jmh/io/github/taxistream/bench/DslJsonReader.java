package io.github.taxistream.bench;

import com.dslplatform.json.DslJson;
import com.dslplatform.json.JsonReader;
import com.dslplatform.json.NumberConverter;
import io.github.taxistream.trip.Trip;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** dsl-json's reader, used as its generated code uses it: one for all records, names by hash. */
final class DslJsonReader implements TripReader {

    private static final Name YELLOW_PICKUP = new Name("tpep_pickup_datetime");
    private static final Name GREEN_PICKUP = new Name("lpep_pickup_datetime");
    private static final Name YELLOW_DROPOFF = new Name("tpep_dropoff_datetime");
    private static final Name GREEN_DROPOFF = new Name("lpep_dropoff_datetime");
    private static final Name ZONE = new Name("PULocationID");
    private static final Name PASSENGERS = new Name("passenger_count");
    private static final Name DISTANCE = new Name("trip_distance");
    private static final Name FARE = new Name("fare_amount");
    private static final Name TIP = new Name("tip_amount");
    private static final Name TOLLS = new Name("tolls_amount");
    private static final Name TOTAL = new Name("total_amount");

    private final JsonReader<Object> reader = new DslJson<>().newReader();
    private final TripFields trip = new TripFields();

    @Override
    public Trip read(byte[] json) throws IOException {
        trip.clear();
        reader.process(json, json.length);
        if (reader.getNextToken() != '{') {
            throw reader.newParseError("not an object");
        }
        if (reader.getNextToken() != '}') {
            while (true) {
                int hash = reader.fillNameWeakHash();
                reader.getNextToken();
                if (take(hash) != ',') {
                    break;
                }
                reader.getNextToken();
            }
            reader.checkObjectEnd();
        }
        if (reader.getCurrentIndex() != reader.length()) {
            throw reader.newParseError("something follows the object");
        }
        return trip.trip();
    }

    /** Takes the value, and answers what follows it. */
    private byte take(int hash) throws IOException {
        if (reader.wasNull()) {
            return reader.getNextToken();
        }
        if (is(GREEN_PICKUP, hash) || is(YELLOW_PICKUP, hash)) {
            trip.pickupSeconds = seconds();
        } else if (is(GREEN_DROPOFF, hash) || is(YELLOW_DROPOFF, hash)) {
            trip.dropoffSeconds = seconds();
        } else if (is(ZONE, hash)) {
            trip.zone = NumberConverter.deserializeInt(reader);
        } else if (is(PASSENGERS, hash)) {
            trip.passengers = NumberConverter.deserializeLong(reader);
        } else if (is(DISTANCE, hash)) {
            trip.distance = hundredths();
        } else if (is(FARE, hash)) {
            trip.fare = hundredths();
        } else if (is(TIP, hash)) {
            trip.tip = hundredths();
        } else if (is(TOLLS, hash)) {
            trip.tolls = hundredths();
        } else if (is(TOTAL, hash)) {
            trip.total = hundredths();
        } else {
            return reader.skip();
        }
        return reader.getNextToken();
    }

    private long seconds() throws IOException {
        int from = reader.getCurrentIndex();
        char[] text = reader.readSimpleQuote();
        return ClockTime.seconds(text, 0, reader.getCurrentIndex() - from - 1);
    }

    private long hundredths() throws IOException {
        return TripFields.hundredths(NumberConverter.deserializeDouble(reader));
    }

    /** The hash is a weak one, so that the name has to be compared as well. */
    private boolean is(Name name, int hash) {
        return name.hash == hash && reader.wasLastName(name.bytes);
    }

    /** A name, and what the library makes of it. */
    private static final class Name {
        private final byte[] bytes;
        private final int hash;

        private Name(String name) {
            bytes = name.getBytes(StandardCharsets.UTF_8);
            byte[] member = ("\"" + name + "\":0").getBytes(StandardCharsets.UTF_8);
            try {
                JsonReader<Object> reader = new DslJson<>().newReader(member);
                reader.getNextToken();
                hash = reader.fillNameWeakHash();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
