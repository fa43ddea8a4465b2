package dev.leadrelay.research.page;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/**
 * One request over one connection to an address that was checked before. The platform's HTTP client resolves names by
 * itself, a second time, which is what an attacker's name server waits for. Thread-safe.
 */
final class PageConnection {
    private final SSLSocketFactory tls;
    private final UserAgent agent;

    PageConnection(SSLSocketFactory tls, UserAgent agent) {
        this.tls = tls;
        this.agent = agent;
    }

    HttpReply get(URI uri, String host, PageHosts.Target target, Deadline deadline, BodyLimit limit)
            throws PageException {
        boolean secure = "https".equals(uri.getScheme()) && !target.plain();
        try (Socket plain = new Socket()) {
            plain.connect(resolved(target.address()), deadline.leftMillis());
            plain.setSoTimeout(deadline.leftMillis());
            Socket socket = secure ? secured(plain, host) : plain;
            socket.getOutputStream().write(request(uri, host).getBytes(StandardCharsets.US_ASCII));
            socket.getOutputStream().flush();
            return new HttpReplyReader(new BufferedInputStream(deadline.bounded(socket), 16 * 1024), limit).read();
        } catch (SocketTimeoutException e) {
            throw PageException.passing("the site did not answer in time");
        } catch (SSLException e) {
            throw PageException.refused("no trusted connection to the site: " + oneLine(e));
        } catch (IOException e) {
            throw PageException.passing("the site cannot be reached: " + oneLine(e));
        }
    }

    /** The certificate must be the host's, although an address was connected to. */
    private SSLSocket secured(Socket plain, String host) throws IOException {
        SSLSocket socket = (SSLSocket) tls.createSocket(plain, host, plain.getPort(), true);
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        socket.setSSLParameters(parameters);
        socket.startHandshake();
        return socket;
    }

    private static InetSocketAddress resolved(InetSocketAddress address) {
        return address.isUnresolved() ? new InetSocketAddress(address.getHostString(), address.getPort()) : address;
    }

    private String request(URI uri, String host) {
        return "GET " + WebAddress.pathAndQuery(uri) + " HTTP/1.1\r\nHost: " + host + "\r\nUser-Agent: "
                + agent.header()
                + "\r\nAccept: text/html,application/xhtml+xml,text/plain;q=0.9\r\nAccept-Encoding: gzip, identity\r\n"
                + "Accept-Language: en,de;q=0.8\r\nConnection: close\r\n\r\n";
    }

    private static String oneLine(IOException e) {
        String message = e.getMessage();
        String text = message == null ? e.getClass().getSimpleName() : message.replaceAll("\\s+", " ");
        return text.length() <= 120 ? text : text.substring(0, 120);
    }
}
