using System.Net;

namespace FsmGen.Tcp.Tests.Peers;

/// <summary>The server of that name, with a folder of its own, in a namespace, with which it ends.</summary>
internal sealed class Nginx : IDisposable
{
    /// <summary>Starts the server; it listens when this returns.</summary>
    /// <param name="place">Where it runs.</param>
    /// <param name="address">Where it listens.</param>
    public Nginx(NetworkNamespace place, IPEndPoint address)
    {
        Address = address;
        File.WriteAllText(Path.Combine(Folder, "nginx.conf"), $$"""
            daemon off;
            master_process off;
            user root;
            pid {{Folder}}/pid;
            error_log stderr;
            events { }
            http {
              access_log off;
              client_body_temp_path {{Folder}}/body;
              proxy_temp_path {{Folder}}/proxy;
              fastcgi_temp_path {{Folder}}/fastcgi;
              uwsgi_temp_path {{Folder}}/uwsgi;
              scgi_temp_path {{Folder}}/scgi;
              sendfile on;
              server {
                listen {{address}};
                root {{Folder}};
              }
            }
            """);
        place.Start("nginx", "-e", "stderr", "-c", $"{Folder}/nginx.conf");
        var isListening = SpinWait.SpinUntil(
            () => place.Run("ss", "-Hltn").Contains($"{address}", StringComparison.Ordinal), TimeSpan.FromSeconds(60));
        Assert.True(isListening, "nginx does not listen");
    }

    public IPEndPoint Address { get; }

    /// <summary>What it serves.</summary>
    public string Folder { get; } = Directory.CreateTempSubdirectory("fsmgen-").FullName;

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
