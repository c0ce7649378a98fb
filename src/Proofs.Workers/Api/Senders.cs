using System.Net;
using System.Net.Sockets;

namespace Proofs.Workers.Api;

/// <summary>
/// The connections of a worker. Redirects are not followed, no cookie is kept, nothing is unpacked. On this machine no proxy is asked and no name is looked
/// up; elsewhere the proxy of the machine counts, because it is the operator's and sees only what is encrypted.
/// </summary>
internal sealed class Senders : IDisposable
{
    private const int MostHeaderKilobytes = 32;

    private readonly HttpMessageInvoker _loopback = new(Handler(isLoopback: true));
    private readonly HttpMessageInvoker _remote = new(Handler(isLoopback: false));

    internal HttpMessageInvoker For(ApiTarget target) => target.IsLoopback ? _loopback : _remote;

    /// <inheritdoc/>
    public void Dispose()
    {
        _loopback.Dispose();
        _remote.Dispose();
    }

    private static SocketsHttpHandler Handler(bool isLoopback)
    {
        SocketsHttpHandler handler = new()
        {
            AllowAutoRedirect = false,
            UseProxy = !isLoopback,
            UseCookies = false,
            AutomaticDecompression = DecompressionMethods.None,
            MaxResponseHeadersLength = MostHeaderKilobytes,
            ActivityHeadersPropagator = null,
        };
        if (isLoopback)
        {
            handler.ConnectCallback = (context, cancellation) => ConnectAsync(context.DnsEndPoint, cancellation);
        }

        return handler;
    }

    private static async ValueTask<Stream> ConnectAsync(DnsEndPoint to, CancellationToken cancellation)
    {
        IPAddress[] addresses = IPAddress.TryParse(to.Host, out IPAddress? address) ? [address] : [IPAddress.Loopback, IPAddress.IPv6Loopback];
        Socket? socket = null;
        try
        {
            for (int i = 0; i < addresses.Length; i++)
            {
                socket?.Dispose();
                socket = new(addresses[i].AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
                if (await TryAsync(socket, new(addresses[i], to.Port), isLast: i == addresses.Length - 1, cancellation).ConfigureAwait(false))
                {
                    break;
                }
            }

            NetworkStream stream = new(socket!, ownsSocket: true);
            socket = null;
            return stream;
        }
        finally
        {
            socket?.Dispose();
        }
    }

    private static async Task<bool> TryAsync(Socket socket, IPEndPoint to, bool isLast, CancellationToken cancellation)
    {
        try
        {
            await socket.ConnectAsync(to, cancellation).ConfigureAwait(false);
            return true;
        }
        catch (SocketException) when (!isLast)
        {
            // Nobody listens on IPv4; the other one is asked.
            return false;
        }
    }
}
