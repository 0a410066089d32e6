package io.github.taxistream.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Properties;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.flink.streaming.connectors.kinesis.internals.KinesisDataFetcher.FlinkKinesisProxyFactory;
import org.apache.flink.streaming.connectors.kinesis.proxy.KinesisProxyAsyncV2Interface;
import org.apache.flink.streaming.connectors.kinesis.proxy.KinesisProxyInterface;
import org.junit.jupiter.api.Test;

class SharedClientTest {

    @Test
    void allShardsOfASubtaskShareOneClientAndEachHasAGuardOfItsOwn() {
        AtomicInteger made = new AtomicInteger();
        FlinkKinesisProxyFactory factory =
                TripFetcher.guardedSharing(counting(made), new AggregateGuard());

        KinesisProxyInterface first = factory.create(new Properties());
        KinesisProxyInterface second = factory.create(new Properties());

        assertThat(made).hasValue(1);
        assertThat(first).isNotSameAs(second);
    }

    private static KinesisClients counting(AtomicInteger made) {
        return new KinesisClients() {
            @Override
            public KinesisProxyInterface polling(Properties properties) {
                made.incrementAndGet();
                Properties anywhere = new Properties();
                anywhere.setProperty("aws.region", "us-east-1");
                return CONNECTORS_OWN.polling(anywhere);
            }

            @Override
            public KinesisProxyAsyncV2Interface subscribing(Properties properties) {
                throw new AssertionError("nobody subscribes");
            }
        };
    }
}
