package io.github.taxistream.local.canned;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.apache.flink.kinesis.shaded.com.fasterxml.jackson.databind.JsonNode;
import org.apache.flink.shaded.netty4.io.netty.buffer.ByteBuf;
import org.apache.flink.shaded.netty4.io.netty.buffer.Unpooled;

/**
 * The one stream of a canned Kinesis, whatever name it is asked for.
 *
 * <p>Each shard claims the whole range of hash keys, so that the same aggregates are right in each.
 * Not for use by several threads at once.
 */
public final class CannedStream {

    private static final int MOST_SHARDS_AN_ANSWER = 1_000;
    private static final String LAST_HASH_KEY = "340282366920938463463374607431768211455";

    private final CannedRecords records;
    private final boolean awsLimits;
    private final LongSupplier nanoTime;
    private final List<CannedShard> shards = new ArrayList<>();

    /**
     * @param records what each shard has, over and over
     * @param nanoTime the monotonic clock
     */
    public CannedStream(CannedRecords records, CannedLoad load, LongSupplier nanoTime) {
        this.records = records;
        this.awsLimits = load.awsLimits();
        this.nanoTime = nanoTime;
        for (int i = 0; i < load.shards(); i++) {
            shards.add(load.shard(i, nextShardId(), nanoTime.getAsLong()));
        }
    }

    /** A request that Kinesis refuses. */
    static final class RefusedException extends Exception {

        private static final long serialVersionUID = 1L;

        private final String type;

        RefusedException(String type, String message) {
            super(message);
            this.type = type;
        }

        String type() {
            return type;
        }
    }

    private String nextShardId() {
        return String.format("shardId-%012d", shards.size());
    }

    /**
     * Carries out a request.
     *
     * @param operation as the API calls it
     * @return the encoded answer
     */
    ByteBuf answer(String operation, JsonNode request, Wire wire) throws RefusedException {
        return switch (operation) {
            case "GetRecords" -> records(request, wire);
            case "GetShardIterator" -> encoded(wire, Map.of("ShardIterator", iterator(request)));
            case "ListShards" -> encoded(wire, list(request));
            case "DescribeStreamSummary" ->
                    encoded(wire, Map.of("StreamDescriptionSummary", describe(request)));
            case "DescribeStream" -> encoded(wire, Map.of("StreamDescription", describe(request)));
            case "UpdateShardCount" -> encoded(wire, split());
            default -> throw new RefusedException("UnknownOperationException", operation);
        };
    }

    private static ByteBuf encoded(Wire wire, Object answer) {
        return Unpooled.wrappedBuffer(wire.write(answer));
    }

    private ByteBuf records(JsonNode request, Wire wire) throws RefusedException {
        String[] iterator = request.path("ShardIterator").asText().split("@", 2);
        CannedShard shard = shard(iterator[0]);
        long position = Long.parseLong(iterator[1]);
        long now = nanoTime.getAsLong();
        if (awsLimits && !shard.allowsRead(now)) {
            throw new RefusedException(
                    "ProvisionedThroughputExceededException",
                    "Rate exceeded for shard " + shard.id());
        }
        long available = Math.max(0, shard.available(now) - position);
        long most = Math.min(available, request.path("Limit").asLong(10_000));
        int from = (int) (shard.recordAt(position) % records.count());
        int to = (int) Math.min(records.count(), from + most);
        to = to == from ? from : records.fittingEnd(from, to);
        shard.countRead(records.payloadBytes(from, to), now);
        long next = position + to - from;
        shard.wasRead(next);
        String nextIterator = shard.isReadToItsEnd(next) ? null : shard.id() + "@" + next;
        return Unpooled.wrappedBuffer(
                Unpooled.wrappedBuffer(wire.head()),
                records.run(wire, from, to),
                Unpooled.wrappedBuffer(wire.tail(nextIterator, shard.millisBehind(next, now))));
    }

    private String iterator(JsonNode request) throws RefusedException {
        CannedShard shard = shard(request.path("ShardId").asText());
        String start = request.path("StartingSequenceNumber").asText();
        long position =
                switch (request.path("ShardIteratorType").asText()) {
                    case "LATEST" -> shard.available(nanoTime.getAsLong());
                    case "AFTER_SEQUENCE_NUMBER" -> positionAfter(shard, start);
                    case "AT_SEQUENCE_NUMBER" -> positionAfter(shard, start) - 1;
                    default -> 0;
                };
        return shard.id() + "@" + position;
    }

    private long positionAfter(CannedShard shard, String sequenceNumber) {
        return shard.positionAfter(CannedRecords.indexOf(sequenceNumber), records.count());
    }

    private Map<String, Object> list(JsonNode request) {
        int from =
                request.has("NextToken")
                        ? Integer.parseInt(request.get("NextToken").asText())
                        : firstAfter(request.path("ExclusiveStartShardId").asText(""));
        int most = request.path("MaxResults").asInt(MOST_SHARDS_AN_ANSWER);
        int to = Math.min(shards.size(), from + most);
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("Shards", shards.subList(from, to).stream().map(this::description).toList());
        if (to < shards.size()) {
            answer.put("NextToken", String.valueOf(to));
        }
        return answer;
    }

    private int firstAfter(String shardId) {
        int first = 0;
        while (first < shards.size() && shards.get(first).id().compareTo(shardId) <= 0) {
            first++;
        }
        return first;
    }

    private Map<String, Object> description(CannedShard shard) {
        Map<String, Object> description = new LinkedHashMap<>();
        description.put("ShardId", shard.id());
        shard.parent().ifPresent(parent -> description.put("ParentShardId", parent.id()));
        description.put(
                "HashKeyRange", Map.of("StartingHashKey", "0", "EndingHashKey", LAST_HASH_KEY));
        Map<String, String> range = new LinkedHashMap<>();
        range.put("StartingSequenceNumber", CannedRecords.sequenceNumber(0));
        if (shard.isClosed()) {
            range.put("EndingSequenceNumber", CannedRecords.sequenceNumber(records.count()));
        }
        description.put("SequenceNumberRange", range);
        return description;
    }

    private Map<String, Object> describe(JsonNode request) {
        String name = request.path("StreamName").asText();
        Map<String, Object> stream = new LinkedHashMap<>();
        stream.put("StreamName", name);
        stream.put("StreamARN", "arn:aws:kinesis:us-east-1:123456789012:stream/" + name);
        stream.put("StreamStatus", "ACTIVE");
        stream.put("RetentionPeriodHours", 24);
        stream.put("EnhancedMonitoring", List.of());
        stream.put("Shards", List.of());
        stream.put("HasMoreShards", false);
        stream.put("OpenShardCount", shards.stream().filter(shard -> !shard.isClosed()).count());
        return stream;
    }

    /** Splits each open shard in two, whatever count was asked for. */
    private Map<String, Object> split() {
        long now = nanoTime.getAsLong();
        List<CannedShard> open = shards.stream().filter(shard -> !shard.isClosed()).toList();
        for (CannedShard parent : open) {
            parent.close(now);
            for (int child = 0; child < 2; child++) {
                shards.add(
                        new CannedShard(
                                nextShardId(),
                                Optional.of(parent),
                                parent.recordAt(parent.available(now)),
                                0,
                                parent.recordsPerSecond() / 2,
                                now));
            }
        }
        return Map.of("CurrentShardCount", open.size(), "TargetShardCount", 2 * open.size());
    }

    private CannedShard shard(String id) throws RefusedException {
        int number = id.matches("shardId-\\d{12}") ? Integer.parseInt(id.substring(8)) : -1;
        if (number < 0 || number >= shards.size()) {
            throw new RefusedException("ResourceNotFoundException", "there is no shard " + id);
        }
        return shards.get(number);
    }
}
