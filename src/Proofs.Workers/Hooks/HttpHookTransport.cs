using System.Net;
using System.Net.Http.Headers;
using Proofs.Runs.Runs.Configuration;
using Proofs.Runs.Runs.Hooks;

namespace Proofs.Workers.Hooks;

/// <summary>
/// Asks hooks that are at an address: the envelope is sent, the answer is the body of a response in the 200s. The address of the configuration is the only
/// one that is reached: redirects are not followed, no proxy is used, no cookie is kept. Headers are sent word for word. The hook's time covers everything
/// from the name's resolution to the last byte of the body.
/// </summary>
/// <param name="time">The clock of the limits.</param>
public sealed class HttpHookTransport(TimeProvider time) : IHookTransport, IDisposable
{
    private const int MostHeaderKilobytes = 16;

    private readonly HttpClient _client = new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseProxy = false,
        UseCookies = false,
        AutomaticDecompression = DecompressionMethods.None,
        MaxResponseHeadersLength = MostHeaderKilobytes,
        ActivityHeadersPropagator = null,
    })
    {
        Timeout = Timeout.InfiniteTimeSpan,
    };

    /// <inheritdoc/>
    public string Type => "http";

    /// <inheritdoc/>
    public async Task<HookAnswer> AskAsync(HookCall call, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(call);
        using HttpRequestMessage? request = Request(call);
        if (request is null)
        {
            return new() { Failure = "Its address or one of its headers cannot be sent." };
        }

        using CancellationTokenSource limit = new(call.Limit, time);
        using CancellationTokenSource stop = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellation);
        try
        {
            using HttpResponseMessage response = await _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, stop.Token).ConfigureAwait(false);
            (byte[] body, bool isTruncated) = await ReadAsync(response.Content, stop.Token).ConfigureAwait(false);
            return new() { Failure = response.IsSuccessStatusCode ? null : $"It answered with status {(int)response.StatusCode}.", Output = body, IsTruncated = isTruncated };
        }
        catch (OperationCanceledException)
        {
            // Either its time is over, or whoever asked gives up.
            return cancellation.IsCancellationRequested ? new() { Failure = "It was stopped with the run." } : new() { TimedOut = true };
        }
        catch (Exception unreachable) when (unreachable is HttpRequestException or IOException)
        {
            // Nobody is there, or what is there speaks something else than HTTP.
            return new() { Failure = $"It cannot be reached: {unreachable.Message}" };
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _client.Dispose();

    private static HttpRequestMessage? Request(HookCall call)
    {
        Hook hook = call.Hook;
        if (!Uri.TryCreate(hook.Url, UriKind.Absolute, out Uri? address) || address.Scheme is not ("http" or "https") || hook.Method != "POST")
        {
            return null;
        }

        HttpRequestMessage request = new(HttpMethod.Post, address) { Content = new ReadOnlyMemoryContent(call.Envelope) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        request.Headers.Accept.ParseAdd("application/json");
        foreach ((string name, string value) in hook.Headers)
        {
            // A line end in a value would begin another header.
            if (value.Any(char.IsControl) || !(request.Headers.TryAddWithoutValidation(name, value) || Replace(request.Content.Headers, name, value)))
            {
                request.Dispose();
                return null;
            }
        }

        return request;
    }

    private static bool Replace(HttpContentHeaders headers, string name, string value)
    {
        try
        {
            headers.Remove(name);
            return headers.TryAddWithoutValidation(name, value);
        }
        catch (Exception unfit) when (unfit is FormatException or ArgumentException or InvalidOperationException)
        {
            // It is no name of a header.
            return false;
        }
    }

    private static async Task<(byte[] Body, bool IsTruncated)> ReadAsync(HttpContent content, CancellationToken stop)
    {
        Stream stream = await content.ReadAsStreamAsync(stop).ConfigureAwait(false);
        await using (stream.ConfigureAwait(false))
        {
            byte[] body = new byte[HookAnswer.MostBytes + 1];
            int length = await stream.ReadAtLeastAsync(body, body.Length, throwOnEndOfStream: false, stop).ConfigureAwait(false);
            return (body[..Math.Min(length, HookAnswer.MostBytes)], length > HookAnswer.MostBytes);
        }
    }
}
