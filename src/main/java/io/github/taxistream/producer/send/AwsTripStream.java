package io.github.taxistream.producer.send;

import io.github.taxistream.aws.Connection;
import io.github.taxistream.aws.Failures;
import io.github.taxistream.aws.KinesisClients;
import io.github.taxistream.aws.Throttles;
import io.github.taxistream.cli.Problem;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.KinesisException;
import software.amazon.awssdk.services.kinesis.model.ListShardsRequest;
import software.amazon.awssdk.services.kinesis.model.ListShardsResponse;
import software.amazon.awssdk.services.kinesis.model.PutRecordsRequest;
import software.amazon.awssdk.services.kinesis.model.PutRecordsRequestEntry;
import software.amazon.awssdk.services.kinesis.model.PutRecordsResponse;
import software.amazon.awssdk.services.kinesis.model.PutRecordsResultEntry;
import software.amazon.awssdk.services.kinesis.model.ResourceNotFoundException;

/** A Kinesis data stream, through AWS's own client. */
public final class AwsTripStream implements TripStream {

    /** The request may have arrived, but the service did not wait for its end. */
    private static final Set<String> TIMED_OUT =
            Set.of("RequestTimeout", "RequestTimeoutException", "PriorRequestNotComplete");

    private final String stream;
    private final String where;
    private final KinesisClient asking;
    private final KinesisClient putting;

    public AwsTripStream(Connection connection, String stream) {
        this.stream = stream;
        this.where = connection.where();
        this.asking = KinesisClients.retrying(connection);
        this.putting = KinesisClients.trying(connection);
    }

    @Override
    public String description() {
        return "Stream " + stream + " at " + where;
    }

    @Override
    public List<Shard> openShards() {
        return shards(false);
    }

    @Override
    public List<Shard> allShards() {
        return shards(true);
    }

    private List<Shard> shards(boolean closedAsWell) {
        List<Shard> shards = new ArrayList<>();
        try {
            ListShardsRequest request = ListShardsRequest.builder().streamName(stream).build();
            while (request != null) {
                ListShardsResponse page = asking.listShards(request);
                page.shards().stream()
                        .filter(
                                s ->
                                        closedAsWell
                                                || s.sequenceNumberRange().endingSequenceNumber()
                                                        == null)
                        .map(
                                s ->
                                        new Shard(
                                                s.shardId(),
                                                new BigInteger(s.hashKeyRange().startingHashKey()),
                                                new BigInteger(s.hashKeyRange().endingHashKey())))
                        .forEach(shards::add);
                String more = page.nextToken();
                request = more == null ? null : ListShardsRequest.builder().nextToken(more).build();
            }
        } catch (ResourceNotFoundException e) {
            throw missing(e);
        } catch (SdkException e) {
            throw Failures.with("Stream " + stream, where, e);
        }
        return shards;
    }

    @Override
    public List<EntryOutcome> put(List<StreamEntry> entries) throws UnknownOutcomeException {
        PutRecordsRequest request =
                PutRecordsRequest.builder()
                        .streamName(stream)
                        .records(
                                entries.stream()
                                        .map(AwsTripStream::entry)
                                        .collect(Collectors.toList()))
                        .build();
        try {
            PutRecordsResponse response = putting.putRecords(request);
            if (response.records().size() != entries.size()) {
                throw new UnknownOutcomeException(
                        String.format(
                                "%d outcomes were returned for %d entries",
                                response.records().size(), entries.size()),
                        null);
            }
            return response.records().stream()
                    .map(AwsTripStream::outcome)
                    .collect(Collectors.toList());
        } catch (ResourceNotFoundException e) {
            throw missing(e);
        } catch (KinesisException e) {
            return refused(entries, e);
        } catch (SdkClientException e) {
            if (Failures.isNotSent(e)) {
                return Collections.nCopies(entries.size(), EntryOutcome.failed(e.getMessage()));
            }
            throw new UnknownOutcomeException(e.getMessage(), e);
        }
    }

    private List<EntryOutcome> refused(List<StreamEntry> entries, AwsServiceException e)
            throws UnknownOutcomeException {
        if (Throttles.isOne(e)) {
            return Collections.nCopies(entries.size(), EntryOutcome.throttled(e.getMessage()));
        }
        if (e.statusCode() >= 500 || TIMED_OUT.contains(e.awsErrorDetails().errorCode())) {
            throw new UnknownOutcomeException(e.getMessage(), e);
        }
        throw Failures.with("Stream " + stream, where, e);
    }

    private static PutRecordsRequestEntry entry(StreamEntry entry) {
        return PutRecordsRequestEntry.builder()
                .data(SdkBytes.fromByteArrayUnsafe(entry.data()))
                .partitionKey(entry.partitionKey())
                .explicitHashKey(entry.explicitHashKey())
                .build();
    }

    private static EntryOutcome outcome(PutRecordsResultEntry result) {
        if (result.errorCode() == null) {
            return EntryOutcome.stored(result.shardId());
        }
        String error = result.errorCode() + ": " + result.errorMessage();
        return Throttles.isOne(result.errorCode())
                ? EntryOutcome.throttled(error)
                : EntryOutcome.failed(error);
    }

    private Problem missing(ResourceNotFoundException e) {
        return new Problem(
                "There is no stream "
                        + stream
                        + " at "
                        + where
                        + "; create-stream --stream "
                        + stream
                        + " makes one.",
                e);
    }

    @Override
    public void close() {
        asking.close();
        putting.close();
    }
}
