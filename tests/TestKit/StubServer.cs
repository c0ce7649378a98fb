using System.Collections.Concurrent;
using System.Net;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace TestKit;

/// <summary>A real HTTP server on 127.0.0.1 that answers as a test tells it to, and remembers what it was asked.</summary>
public sealed class StubServer : IDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentQueue<StubRequest> _requests = new();

    /// <summary>Starts it.</summary>
    /// <param name="answer">What to answer to a request.</param>
    public StubServer(Func<StubRequest, StubAnswer> answer)
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrel(options => options.Listen(IPAddress.Loopback, 0));
        _app = builder.Build();
        _app.Run(context => Answer(context, answer));
        _app.StartAsync().GetAwaiter().GetResult();
        Address = new(_app.Services.GetRequiredService<Microsoft.AspNetCore.Hosting.Server.IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());
    }

    /// <summary>Where it listens.</summary>
    public Uri Address { get; }

    /// <summary>What it was asked, in order.</summary>
    public IReadOnlyList<StubRequest> Requests => [.. _requests];

    public void Dispose()
    {
        using CancellationTokenSource now = new(TimeSpan.Zero);
        _app.StopAsync(now.Token).GetAwaiter().GetResult();
        ((IDisposable)_app).Dispose();
    }

    private async Task Answer(HttpContext context, Func<StubRequest, StubAnswer> answer)
    {
        using StreamReader reader = new(context.Request.Body, Encoding.UTF8);
        StubRequest request = new(
            context.Request.Method,
            context.Request.Path + context.Request.QueryString.ToString(),
            await reader.ReadToEndAsync(context.RequestAborted),
            context.Request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase));
        _requests.Enqueue(request);
        StubAnswer said = answer(request);
        switch (said.Manner)
        {
            case StubManner.Silent:
                // Until whoever asked gives up.
                TaskCompletionSource gone = new(TaskCreationOptions.RunContinuationsAsynchronously);
                await using (context.RequestAborted.Register(gone.SetResult))
                {
                    await gone.Task;
                }

                return;
            case StubManner.Cut:
                context.Response.ContentLength = said.Body.Length + 1000;
                await context.Response.WriteAsync(said.Body, context.RequestAborted);
                await context.Response.Body.FlushAsync(context.RequestAborted);
                context.Abort();
                return;
            default:
                context.Response.StatusCode = said.Status;
                foreach ((string name, string value) in said.Headers)
                {
                    context.Response.Headers[name] = value;
                }

                await context.Response.WriteAsync(said.Body, context.RequestAborted);
                return;
        }
    }
}

/// <summary>What a server was asked.</summary>
public sealed record StubRequest(string Method, string Path, string Body, IReadOnlyDictionary<string, string> Headers);

/// <summary>What a server answers.</summary>
public sealed record StubAnswer(int Status, string Body = "{}")
{
    public StubManner Manner { get; init; }

    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);

    /// <summary>The same with a header.</summary>
    public StubAnswer With(string name, string value) => this with { Headers = new Dictionary<string, string>(Headers, StringComparer.OrdinalIgnoreCase) { [name] = value } };
}

/// <summary>How a server answers.</summary>
public enum StubManner
{
    /// <summary>With everything.</summary>
    Whole,

    /// <summary>With a part, and then it closes the connection.</summary>
    Cut,

    /// <summary>Not at all; the connection stays open.</summary>
    Silent,
}
