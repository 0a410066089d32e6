package io.github.taxistream.local.canned;

import io.github.taxistream.local.KinesisEmulator;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Map;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import org.apache.flink.shaded.netty4.io.netty.bootstrap.ServerBootstrap;
import org.apache.flink.shaded.netty4.io.netty.buffer.ByteBuf;
import org.apache.flink.shaded.netty4.io.netty.buffer.ByteBufUtil;
import org.apache.flink.shaded.netty4.io.netty.buffer.Unpooled;
import org.apache.flink.shaded.netty4.io.netty.channel.Channel;
import org.apache.flink.shaded.netty4.io.netty.channel.ChannelHandlerContext;
import org.apache.flink.shaded.netty4.io.netty.channel.ChannelInitializer;
import org.apache.flink.shaded.netty4.io.netty.channel.ChannelOption;
import org.apache.flink.shaded.netty4.io.netty.channel.EventLoopGroup;
import org.apache.flink.shaded.netty4.io.netty.channel.SimpleChannelInboundHandler;
import org.apache.flink.shaded.netty4.io.netty.channel.nio.NioEventLoopGroup;
import org.apache.flink.shaded.netty4.io.netty.channel.socket.SocketChannel;
import org.apache.flink.shaded.netty4.io.netty.channel.socket.nio.NioServerSocketChannel;
import org.apache.flink.shaded.netty4.io.netty.handler.codec.http.DefaultFullHttpResponse;
import org.apache.flink.shaded.netty4.io.netty.handler.codec.http.FullHttpRequest;
import org.apache.flink.shaded.netty4.io.netty.handler.codec.http.HttpHeaderNames;
import org.apache.flink.shaded.netty4.io.netty.handler.codec.http.HttpObjectAggregator;
import org.apache.flink.shaded.netty4.io.netty.handler.codec.http.HttpResponseStatus;
import org.apache.flink.shaded.netty4.io.netty.handler.codec.http.HttpServerCodec;
import org.apache.flink.shaded.netty4.io.netty.handler.codec.http.HttpVersion;
import org.apache.flink.shaded.netty4.io.netty.handler.ssl.SslHandler;

/**
 * A Kinesis for measuring: its answers are encoded beforehand, so that it takes a small part of the
 * CPU that their reader takes. It speaks CBOR, as AWS does, and JSON. One thread serves all.
 */
@SuppressWarnings("FutureReturnValueIgnored") // Nobody waits for an answer to be sent.
public final class CannedKinesis implements KinesisEmulator {

    private static final int MOST_REQUEST_BYTES = 1 << 16;
    private static final int MOST_WAITING_CONNECTIONS = 4_096;

    private final EventLoopGroup thread;
    private final Channel server;
    private final boolean secure;

    private CannedKinesis(EventLoopGroup thread, Channel server, boolean secure) {
        this.thread = thread;
        this.server = server;
        this.secure = secure;
    }

    /**
     * Starts it on a loopback port.
     *
     * @param port 0 for any that is free
     * @param tls null to speak without TLS
     */
    public static CannedKinesis start(CannedStream stream, int port, SSLContext tls)
            throws IOException {
        EventLoopGroup thread = new NioEventLoopGroup(1);
        try {
            Channel server =
                    new ServerBootstrap()
                            .group(thread)
                            .channel(NioServerSocketChannel.class)
                            .option(ChannelOption.SO_BACKLOG, MOST_WAITING_CONNECTIONS)
                            .childOption(ChannelOption.TCP_NODELAY, true)
                            .childHandler(new Connections(stream, tls))
                            .bind(InetAddress.getLoopbackAddress(), port)
                            .sync()
                            .channel();
            return new CannedKinesis(thread, server, tls != null);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while starting the canned Kinesis", e);
        }
    }

    @Override
    public URI endpoint() {
        int port = ((InetSocketAddress) server.localAddress()).getPort();
        return endpoint(port, secure);
    }

    /** The address of one at a port of this machine. */
    static URI endpoint(int port, boolean secure) {
        return URI.create((secure ? "https://localhost:" : "http://127.0.0.1:") + port);
    }

    @Override
    public void close() {
        server.close();
        thread.shutdownGracefully();
    }

    private static final class Connections extends ChannelInitializer<SocketChannel> {

        private final CannedStream stream;
        private final SSLContext tls;

        Connections(CannedStream stream, SSLContext tls) {
            this.stream = stream;
            this.tls = tls;
        }

        @Override
        protected void initChannel(SocketChannel channel) {
            if (tls != null) {
                SSLEngine engine = tls.createSSLEngine();
                engine.setUseClientMode(false);
                channel.pipeline().addLast(new SslHandler(engine));
            }
            channel.pipeline()
                    .addLast(
                            new HttpServerCodec(),
                            new HttpObjectAggregator(MOST_REQUEST_BYTES),
                            new Requests(stream));
        }
    }

    private static final class Requests extends SimpleChannelInboundHandler<FullHttpRequest> {

        private static final String TARGET = "X-Amz-Target";

        private final CannedStream stream;

        Requests(CannedStream stream) {
            this.stream = stream;
        }

        @Override
        protected void channelRead0(ChannelHandlerContext context, FullHttpRequest request)
                throws IOException {
            Wire wire = Wire.of(request.headers().get(HttpHeaderNames.CONTENT_TYPE));
            String target = String.valueOf(request.headers().get(TARGET));
            try {
                ByteBuf answer =
                        stream.answer(
                                target.substring(target.indexOf('.') + 1),
                                wire.read(ByteBufUtil.getBytes(request.content())),
                                wire);
                respond(context, HttpResponseStatus.OK, wire, answer);
            } catch (CannedStream.RefusedException e) {
                Map<String, String> refusal = Map.of("__type", e.type(), "message", e.getMessage());
                respond(
                        context,
                        HttpResponseStatus.BAD_REQUEST,
                        wire,
                        Unpooled.wrappedBuffer(wire.write(refusal)));
            }
        }

        private static void respond(
                ChannelHandlerContext context, HttpResponseStatus status, Wire wire, ByteBuf body) {
            DefaultFullHttpResponse response =
                    new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, status, body);
            response.headers()
                    .set(HttpHeaderNames.CONTENT_TYPE, wire.contentType())
                    .set(HttpHeaderNames.CONTENT_LENGTH, body.readableBytes())
                    .set("x-amzn-RequestId", "canned");
            context.writeAndFlush(response);
        }

        /** A client that disconnects in the middle of a response is not an error. */
        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            context.close();
        }
    }
}
