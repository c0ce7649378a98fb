using System.Net;
using System.Net.Http.Headers;

namespace Proofs.Workers.Api;

/// <summary>
/// What an SDK's requests go through last. The SDK is told a word in place of the key; the key is put in here, for the one address that was decided
/// about, and headers that the SDK took from elsewhere (its own environment variables among them) are left out. The body of the answer is read here, with its
/// time and its size limited, so that both hold for every SDK.
/// </summary>
/// <param name="sender">Connects.</param>
/// <param name="target">The address.</param>
/// <param name="key">The key, or null.</param>
/// <param name="limit">How long everything may take, up to the last byte.</param>
/// <param name="time">The clock of the limit.</param>
internal sealed class Wire(HttpMessageInvoker sender, ApiTarget target, string? key, TimeSpan limit, TimeProvider time) : HttpMessageHandler
{
    /// <summary>What SDKs are told in place of a key.</summary>
    internal const string Placeholder = "not-the-key";

    /// <summary>Twice what a turn's result may have, in bytes.</summary>
    internal const int MostBytes = 8 << 20;

    private static readonly string[] Kept = ["Accept", "User-Agent", "anthropic-version"];

    /// <summary>What went over the wire.</summary>
    internal Exchange Exchange { get; } = new();

    /// <inheritdoc/>
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (Exchange.Request.Length > 0 || request.Content is null || request.Method != HttpMethod.Post)
        {
            throw new InvalidOperationException("The SDK wanted to send something else than the one request that was decided about.");
        }

        if (request.RequestUri?.AbsoluteUri != target.Address.AbsoluteUri)
        {
            Exchange.Fault = WireFault.Misdirected;
            throw new HttpRequestException("The SDK wanted to send it elsewhere.");
        }

        Exchange.Request = await request.Content.ReadAsByteArrayAsync(cancellationToken).ConfigureAwait(false);
        using HttpRequestMessage sent = Copy(request);
        using CancellationTokenSource over = new(limit, time);
        using CancellationTokenSource stop = CancellationTokenSource.CreateLinkedTokenSource(over.Token, cancellationToken);
        try
        {
            using HttpResponseMessage response = await sender.SendAsync(sent, stop.Token).ConfigureAwait(false);
            Exchange.Status = (int)response.StatusCode;
            Exchange.Headers = response.Headers;
            Exchange.Response = await ReadAsync(response.Content, stop.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // Either its time is over, or the run stops.
            Exchange.Fault = cancellationToken.IsCancellationRequested ? WireFault.Stopped : WireFault.TimedOut;
            throw;
        }
        catch (Exception lost) when (lost is HttpRequestException or IOException)
        {
            // Nobody is there, or the line was cut.
            Exchange.Fault = IsUnreached(lost) ? WireFault.Unreached : WireFault.Lost;
            throw;
        }

        Exchange.Fault = Exchange.Response is null ? WireFault.TooLong : WireFault.None;
        HttpResponseMessage answer = new((HttpStatusCode)Exchange.Status) { RequestMessage = request, Content = new ByteArrayContent(Exchange.Response ?? []) };
        answer.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        return answer;
    }

    private static bool IsUnreached(Exception lost) => lost is HttpRequestException
    {
        HttpRequestError: HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError or HttpRequestError.SecureConnectionError or HttpRequestError.ProxyTunnelError,
    };

    private static async Task<byte[]?> ReadAsync(HttpContent content, CancellationToken stop)
    {
        using MemoryStream whole = new();
        Stream stream = await content.ReadAsStreamAsync(stop).ConfigureAwait(false);
        await using (stream.ConfigureAwait(false))
        {
            byte[] part = new byte[16 << 10];
            while (await stream.ReadAsync(part, stop).ConfigureAwait(false) is > 0 and var length)
            {
                if (whole.Length + length > MostBytes)
                {
                    return null;
                }

                whole.Write(part, 0, length);
            }
        }

        return whole.ToArray();
    }

    private HttpRequestMessage Copy(HttpRequestMessage request)
    {
        HttpRequestMessage copy = new(HttpMethod.Post, target.Address) { Content = new ByteArrayContent(Exchange.Request) };
        copy.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        foreach (string name in Kept)
        {
            if (request.Headers.TryGetValues(name, out IEnumerable<string>? values))
            {
                copy.Headers.TryAddWithoutValidation(name, values);
            }
        }

        if (key is not null)
        {
            // Each SDK knows in which header its provider expects the key.
            bool isBearer = request.Headers.Authorization is { Scheme: "Bearer", Parameter: Placeholder };
            copy.Headers.TryAddWithoutValidation(isBearer ? "Authorization" : "x-api-key", isBearer ? $"Bearer {key}" : key);
        }

        return copy;
    }
}
