/*
 * A program on Linux that uses a server over TCP: the same one whoever the server is.
 *
 *   client download ADDRESS PORT BYTES     asks for so many bytes, and reads them
 *   client upload ADDRESS PORT BYTES       writes so many bytes, and waits until the server has read them and closes
 *   client ping ADDRESS PORT COUNT         sends a byte and waits for it, so many times
 *   client connect ADDRESS PORT COUNT      connects, and waits until the server closes, so many times
 *   client hold ADDRESS PORT COUNT         connects so many times, and stays until it is killed
 */
#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include "tun.h"

enum { PIECE = 65536 };

static char text[PIECE];
static struct sockaddr_in server;

static int connected(void) {
    int file = socket(AF_INET, SOCK_STREAM, 0), yes = 1;
    setsockopt(file, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
    if (connect(file, (void *)&server, sizeof server) < 0)
        fail("connect");
    return file;
}

static long read_to_end(int file) {
    long sum = 0;
    for (ssize_t length; (length = read(file, text, PIECE)) != 0; sum += length)
        if (length < 0)
            fail("read");
    return sum;
}

static void write_all(int file, long length) {
    while (length > 0) {
        ssize_t written = write(file, text, length < PIECE ? length : PIECE);
        if (written < 0)
            fail("write");
        length -= written;
    }
}

static void download(long count) {
    int file = connected();
    if (write(file, &count, sizeof count) != sizeof count || read_to_end(file) != count)
        fail("download");
}

static void upload(long count) {
    int file = connected();
    write_all(file, count);
    shutdown(file, SHUT_WR);
    if (read_to_end(file) != 0)
        fail("upload");
}

static void ping(long count) {
    int file = connected();
    for (long i = 0; i < count; i++)
        if (write(file, text, 1) != 1 || read(file, text, 1) != 1)
            fail("ping");
}

static void connect_often(long count) {
    for (long i = 0; i < count; i++) {
        int file = connected();
        read_to_end(file);
        close(file);
    }
}

static void hold(long count) {
    struct rlimit most = {count + 100, count + 100};
    setrlimit(RLIMIT_NOFILE, &most);
    for (long i = 0; i < count; i++)
        connected();
}

int main(int count, char **arguments) {
    if (count != 5)
        return 2;

    server = (struct sockaddr_in){.sin_family = AF_INET, .sin_port = htons(atoi(arguments[3]))};
    inet_pton(AF_INET, arguments[2], &server.sin_addr);
    long number = atol(arguments[4]);
    double start = now();
    switch (arguments[1][0]) {
        case 'd': download(number); break;
        case 'u': upload(number); break;
        case 'p': ping(number); break;
        case 'c': connect_often(number); break;
        case 'h': hold(number); break;
        default: return 2;
    }

    report(number, now() - start, cpu());
    if (arguments[1][0] == 'h')
        pause();
    return 0;
}
