/*
 * The least that anybody has to do who moves packets of 1500 bytes through a TUN device: no TCP, nothing looked at.
 *
 *   ceiling read SECONDS      the kernel sends UDP, as much as it can, and we read it from the device
 *   ceiling write SECONDS     we write UDP into the device, and a socket of the kernel receives it
 *   ceiling reflect SECONDS   a socket of the kernel sends one byte and waits until we have sent it back
 *
 * The kernel's socket is a process of its own, as the kernel's end is for a TCP behind the device. What we write counts as moved
 * once the kernel has taken it; its socket drops what the other process is too slow for. When we read, the sender gets a byte
 * through a pipe for every so many packets and is never further ahead than a few of these: as a window does for TCP, that keeps
 * it from spending its time on packets that are dropped. The count is of packets, or of round trips.
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <netinet/ip.h>
#include <netinet/udp.h>
#include <poll.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include "tun.h"

enum { PACKET = 1500, HEADERS = 28, PAYLOAD = PACKET - HEADERS, SEGMENTS = 44, PORT = 9, CREDITS = 10 };

static const char KERNEL[] = "192.0.2.1", OURS[] = "192.0.2.2";

/* Credits go from who reads to who sends; each is for SEGMENTS packets. */
static int credits[2];

static void give_credit(void) {
    if (write(credits[1], "", 1) != 1)
        fail("pipe");
}

/* A packet that is lost all the same takes its credit with it, so nobody waits for ever. */
static void take_credit(void) {
    char byte;
    struct pollfd end = {.fd = credits[0], .events = POLLIN};
    if (poll(&end, 1, 20) > 0 && read(credits[0], &byte, 1) != 1)
        fail("pipe");
}

static struct sockaddr_in address(const char *host) {
    struct sockaddr_in result = {.sin_family = AF_INET, .sin_port = htons(PORT)};
    inet_pton(AF_INET, host, &result.sin_addr);
    return result;
}

static int kernel_socket(void) {
    int file = socket(AF_INET, SOCK_DGRAM, 0), size = 8 << 20;
    struct sockaddr_in local = address(KERNEL), remote = address(OURS);
    setsockopt(file, SOL_SOCKET, SO_RCVBUFFORCE, &size, sizeof size);
    if (bind(file, (void *)&local, sizeof local) < 0 || connect(file, (void *)&remote, sizeof remote) < 0)
        fail("socket");
    return file;
}

/* As TCP does, the kernel cuts large pieces into segments where they leave. */
static void send_forever(void) {
    static char text[PAYLOAD * SEGMENTS];
    int file = kernel_socket(), segment = PAYLOAD;
    setsockopt(file, IPPROTO_UDP, UDP_SEGMENT, &segment, sizeof segment);
    for (;;) {
        take_credit();
        send(file, text, sizeof text, 0);
    }
}

static void receive_forever(void) {
    static char text[SEGMENTS][PACKET];
    static struct iovec places[SEGMENTS];
    static struct mmsghdr messages[SEGMENTS];
    int file = kernel_socket();
    for (int i = 0; i < SEGMENTS; i++) {
        places[i] = (struct iovec){text[i], PACKET};
        messages[i].msg_hdr = (struct msghdr){.msg_iov = &places[i], .msg_iovlen = 1};
    }

    for (;;)
        recvmmsg(file, messages, SEGMENTS, MSG_WAITFORONE, NULL);
}

static void ping_forever(void) {
    char byte = 0;
    int file = kernel_socket();
    struct timeval patience = {.tv_usec = 100000};
    setsockopt(file, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    for (;;) {
        send(file, &byte, 1, 0);
        recv(file, &byte, 1, 0);
    }
}

static unsigned short checksum(const void *header) {
    const unsigned short *words = header;
    unsigned sum = 0;
    for (int i = 0; i < 10; i++)
        sum += words[i];
    sum = (sum & 0xffff) + (sum >> 16);
    return ~(sum + (sum >> 16));
}

static void make_packet(char *packet) {
    struct iphdr *ip = (void *)packet;
    struct udphdr *udp = (void *)(ip + 1);
    *ip = (struct iphdr){.version = 4, .ihl = 5, .tot_len = htons(PACKET), .ttl = 64, .protocol = IPPROTO_UDP};
    ip->saddr = address(OURS).sin_addr.s_addr;
    ip->daddr = address(KERNEL).sin_addr.s_addr;
    ip->check = checksum(ip);
    /* A checksum of zero is none. */
    *udp = (struct udphdr){.source = htons(PORT), .dest = htons(PORT), .len = htons(PACKET - sizeof *ip)};
}

static int is_udp(const char *packet, ssize_t length) {
    return length >= HEADERS && ((const struct iphdr *)packet)->version == 4 && ((const struct iphdr *)packet)->protocol == IPPROTO_UDP;
}

/* The ports are the same, and sums do not mind the order. */
static void turn_round(char *packet) {
    struct iphdr *ip = (void *)packet;
    unsigned source = ip->saddr;
    ip->saddr = ip->daddr;
    ip->daddr = source;
}

int main(int count, char **arguments) {
    if (count != 3)
        return 2;

    char packet[PACKET] = {0}, mode = arguments[1][2];      /* re[a]d, wr[i]te, re[f]lect */
    int tun = attach_tun("tun0");
    if (pipe(credits) < 0)
        fail("pipe");
    for (int i = 0; i < CREDITS; i++)
        give_credit();

    pid_t parent = getpid(), child = fork();
    if (child == 0) {
        prctl(PR_SET_PDEATHSIG, SIGKILL);
        if (getppid() != parent)
            return 1;
        mode == 'a' ? send_forever() : mode == 'i' ? receive_forever() : ping_forever();
    }

    make_packet(packet);
    double length = atof(arguments[2]), moved = 0, start = 0, used = 0;
    long taken = 0;
    for (long i = 0;; i++) {
        /* The first tenth of a second is for the other one to begin. */
        double time = i % SEGMENTS == 0 || mode == 'f' ? now() : 0;
        if (start == 0 && i == 0)
            start = time + 0.1;
        else if (used == 0 && time > start)
            moved = 0, start = time, used = cpu();
        else if (used != 0 && time > start + length) {
            report(moved, time - start, cpu() - used);
            break;
        }

        if (mode == 'i')
            moved += write(tun, packet, PACKET) == PACKET;
        else {
            ssize_t received = read(tun, packet, PACKET);
            if (!is_udp(packet, received))
                continue;
            moved++;
            if (mode == 'a' && ++taken % SEGMENTS == 0)
                give_credit();
            if (mode == 'f') {
                turn_round(packet);
                if (write(tun, packet, received) < 0)
                    fail("write");
            }
        }
    }

    kill(child, SIGKILL);
    waitpid(child, NULL, 0);
    return 0;
}
