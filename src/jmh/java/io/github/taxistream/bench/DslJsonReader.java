package io.github.taxistream.bench;

import com.dslplatform.json.DslJson;
import com.dslplatform.json.JsonReader;
import com.dslplatform.json.NumberConverter;
import io.github.taxistream.trip.Trip;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** dsl-json's reader, used as its generated code uses it: one for all records, names by hash. */
final class DslJsonReader implements TripReader {

    private static final int YELLOW_PICKUP = hash("tpep_pickup_datetime");
    private static final int GREEN_PICKUP = hash("lpep_pickup_datetime");
    private static final int YELLOW_DROPOFF = hash("tpep_dropoff_datetime");
    private static final int GREEN_DROPOFF = hash("lpep_dropoff_datetime");
    private static final int ZONE = hash("PULocationID");
    private static final int PASSENGERS = hash("passenger_count");
    private static final int DISTANCE = hash("trip_distance");
    private static final int FARE = hash("fare_amount");
    private static final int TIP = hash("tip_amount");
    private static final int TOLLS = hash("tolls_amount");
    private static final int TOTAL = hash("total_amount");

    private final JsonReader<Object> reader = new DslJson<>().newReader();
    private final TripFields trip = new TripFields();

    /** As {@link JsonReader#calcHash()} has it. */
    private static int hash(String name) {
        int hash = 0x811c9dc5;
        for (byte letter : name.getBytes(StandardCharsets.UTF_8)) {
            hash = (hash ^ letter) * 0x1000193;
        }
        return hash;
    }

    @Override
    public Trip read(byte[] json) throws IOException {
        trip.clear();
        reader.process(json, json.length);
        if (reader.getNextToken() != '{') {
            throw reader.newParseError("not an object");
        }
        if (reader.getNextToken() != '}') {
            while (true) {
                int name = reader.fillName();
                reader.getNextToken();
                if (take(name) != ',') {
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
    private byte take(int name) throws IOException {
        if (reader.wasNull()) {
            return reader.getNextToken();
        }
        if (name == GREEN_PICKUP || name == YELLOW_PICKUP) {
            trip.pickupSeconds = seconds();
        } else if (name == GREEN_DROPOFF || name == YELLOW_DROPOFF) {
            trip.dropoffSeconds = seconds();
        } else if (name == ZONE) {
            trip.zone = NumberConverter.deserializeInt(reader);
        } else if (name == PASSENGERS) {
            trip.passengers = NumberConverter.deserializeLong(reader);
        } else if (name == DISTANCE) {
            trip.distance = hundredths();
        } else if (name == FARE) {
            trip.fare = hundredths();
        } else if (name == TIP) {
            trip.tip = hundredths();
        } else if (name == TOLLS) {
            trip.tolls = hundredths();
        } else if (name == TOTAL) {
            trip.total = hundredths();
        } else {
            return reader.skip();
        }
        return reader.getNextToken();
    }

    private long seconds() throws IOException {
        return TripFields.seconds(reader.readSimpleQuote(), 0);
    }

    private long hundredths() throws IOException {
        return TripFields.hundredths(NumberConverter.deserializeDouble(reader));
    }
}
