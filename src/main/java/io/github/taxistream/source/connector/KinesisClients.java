package io.github.taxistream.source.connector;

import java.util.Properties;
import org.apache.flink.streaming.connectors.kinesis.proxy.KinesisProxy;
import org.apache.flink.streaming.connectors.kinesis.proxy.KinesisProxyAsyncV2Interface;
import org.apache.flink.streaming.connectors.kinesis.proxy.KinesisProxyInterface;
import org.apache.flink.streaming.connectors.kinesis.proxy.KinesisProxyV2Factory;

/** The clients by which a fetcher reaches Kinesis. */
interface KinesisClients {

    /** The connector's own, for the endpoint in the properties. */
    KinesisClients CONNECTORS_OWN =
            new KinesisClients() {
                @Override
                public KinesisProxyInterface polling(Properties properties) {
                    return KinesisProxy.create(properties);
                }

                @Override
                public KinesisProxyAsyncV2Interface subscribing(Properties properties) {
                    return KinesisProxyV2Factory.createKinesisProxyAsyncV2(properties);
                }
            };

    /** A client that lists shards and polls them for records. */
    KinesisProxyInterface polling(Properties properties);

    /** A client that subscribes to shards. */
    KinesisProxyAsyncV2Interface subscribing(Properties properties);
}
