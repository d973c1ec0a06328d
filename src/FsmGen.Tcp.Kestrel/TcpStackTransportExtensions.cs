using FsmGen.Tcp.Stack;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace FsmGen.Tcp.Kestrel;

/// <summary>Lets Kestrel serve over a <see cref="TcpStack"/>.</summary>
public static class TcpStackTransportExtensions
{
    /// <summary>
    /// Lets Kestrel serve over a stack, at those of its endpoints whose address is one of the stack's, or stands for any. Other
    /// endpoints remain with the transports that were added before. Somebody else has to run the stack, and to dispose it
    /// after the server.
    /// </summary>
    /// <param name="builder">The builder of the server.</param>
    /// <param name="stack">The stack.</param>
    /// <param name="options">How to listen on it, or null for the defaults.</param>
    public static IWebHostBuilder UseTcpStack(this IWebHostBuilder builder, TcpStack stack, TcpStackTransportOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(stack);
        return builder.ConfigureServices(services => services.AddTcpStackTransport(stack, options));
    }

    /// <summary>Adds the transport of <see cref="UseTcpStack"/> for a stack.</summary>
    /// <param name="services">The services of the server.</param>
    /// <param name="stack">The stack.</param>
    /// <param name="options">How to listen on it, or null for the defaults.</param>
    public static IServiceCollection AddTcpStackTransport(this IServiceCollection services, TcpStack stack, TcpStackTransportOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(stack);
        return services.AddSingleton<IConnectionListenerFactory>(new TcpStackTransportFactory(stack, options));
    }

    /// <summary>Adds the transport of <see cref="UseTcpStack"/> for the stack that is among the services.</summary>
    /// <param name="services">The services of the server.</param>
    public static IServiceCollection AddTcpStackTransport(this IServiceCollection services)
    {
        ArgumentNullException.ThrowIfNull(services);
        return services.AddSingleton<IConnectionListenerFactory>(
            static provider => new TcpStackTransportFactory(provider.GetRequiredService<TcpStack>()));
    }
}
