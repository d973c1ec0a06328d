/*
 * The server of these benchmarks in C, on the TCP of Linux: a thread for each connection.
 *
 *   server ADDRESS     serves download, upload, ping and connect at the ports 1001 to 1004 of the address, for client.c
 */
#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <pthread.h>
#include <sys/socket.h>
#include "tun.h"

enum { PIECE = 65536, FIRST_PORT = 1001, SERVICES = 4 };

enum service { DOWNLOAD, UPLOAD, PING, CONNECT };

struct job { int file; enum service service; };

static struct sockaddr_in local = {.sin_family = AF_INET};

static void *serve(void *argument) {
    struct job job = *(struct job *)argument;
    char *text = calloc(1, PIECE);
    long count;
    ssize_t length;
    free(argument);
    switch (job.service) {
        case DOWNLOAD:
            if (read(job.file, &count, sizeof count) == sizeof count)
                for (; count > 0 && (length = write(job.file, text, count < PIECE ? count : PIECE)) > 0; count -= length)
                    ;
            break;
        case UPLOAD:
            while (read(job.file, text, PIECE) > 0)
                ;
            break;
        case PING:
            while ((length = read(job.file, text, PIECE)) > 0 && write(job.file, text, length) == length)
                ;
            break;
        default:
            break;
    }

    close(job.file);
    free(text);
    return NULL;
}

static void *accept_all(void *argument) {
    enum service service = (enum service)(long)argument;
    struct sockaddr_in address = local;
    int listener = socket(AF_INET, SOCK_STREAM, 0), yes = 1;
    address.sin_port = htons(FIRST_PORT + service);
    setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
    if (bind(listener, (void *)&address, sizeof address) < 0 || listen(listener, 1024) < 0)
        fail("listen");
    for (;;) {
        int file = accept(listener, NULL, NULL);
        setsockopt(file, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
        if (service == CONNECT)
            close(file);
        else {
            struct job *job = malloc(sizeof *job);
            pthread_t thread;
            *job = (struct job){file, service};
            pthread_create(&thread, NULL, serve, job);
            pthread_detach(thread);
        }
    }

    return NULL;
}

int main(int count, char **arguments) {
    if (count != 2)
        return 2;

    inet_pton(AF_INET, arguments[1], &local.sin_addr);
    for (long service = 0; service < SERVICES; service++) {
        pthread_t thread;
        pthread_create(&thread, NULL, accept_all, (void *)service);
    }

    pause();
    return 0;
}
