package io.github.taxistream.source.connector;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Properties;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.flink.streaming.connectors.kinesis.proxy.KinesisProxyAsyncV2Interface;
import org.apache.flink.streaming.connectors.kinesis.proxy.KinesisProxyInterface;
import org.junit.jupiter.api.Test;

class SharedClientTest {

    @Test
    void allShardsOfASubtaskShareOneClientAndEachHasAGuardOfItsOwn() {
        AtomicInteger made = new AtomicInteger();
        GuardedKinesis kinesis = new GuardedKinesis(counting(made));

        KinesisProxyInterface first = kinesis.polling(new Properties());
        KinesisProxyInterface second = kinesis.polling(new Properties());

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
